import { describe } from 'vitest';
import type { RoomID } from '../src/wire/types';
import { sound } from './street/axe';
import { fits } from './street/fits';
import type { Drawing } from './street/guest';
import { expect, type Street, test } from './street/street';
import { far, type Visitor } from './street/visitor';

const title = (visitor: Visitor) => visitor.page.locator('.top h1').textContent();

/** Waits until the doors are open again and one is drawn. */
async function arrived(visitor: Visitor, name: string): Promise<void> {
  await expect.poll(() => title(visitor), { timeout: 20_000 }).toBe(name);
  // Whoever does not see it is told.
  await visitor.page.getByRole('status').getByText(visitor.words.youAreIn(name)).waitFor({ state: 'attached' });
  await visitor.page.locator('.doors:not(.closed)').waitFor({ state: 'attached' });
  await visitor.inside();
}

/** How far from a room's door to another somebody stands. */
async function fromDoor(visitor: Visitor, { exits }: Drawing, here: RoomID, to: RoomID): Promise<number> {
  const door = exits.find(({ target }) => target === to)!.at;
  const me = await visitor.id();
  const [x, y] = (await visitor.view(here)).people.find(({ id }) => id === me)!.path.at(-1)!;
  return far({ x, y }, { x: door[0], y: door[1] });
}

/** As many guests as a room holds. */
async function fill(street: Street, id: RoomID): Promise<void> {
  const { rooms } = await (await fetch(`${street.url}/api/v1/rooms`)).json();
  const room = rooms.find((one: { id: RoomID }) => one.id === id);
  await Promise.all(Array.from({ length: room.capacity }, (_, i) => street.guest({ name: `Guest ${i}`, into: id })));
}

const withInstances = test.extend({ options: '--instances hair-salon=3' });

describe('doors', () => {
  test('lead into the next room and back, where one stands before the door one came through', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    const id = await mika.id();
    await mika.say('Off I go');
    const people = await mika.panel('people');
    await people.getByRole('button', { name: `${mika.words.walkThere}: To the street` }).click();
    await arrived(mika, 'The street');
    expect(new URL(mika.page.url()).pathname).toBe('/street');
    expect(await fromDoor(mika, await street.drawing('street'), 'street', 'lounge')).toBeLessThan(110);
    expect((await ken.view()).people.map((p) => p.id)).not.toContain(id);
    expect(await mika.row('Off I go').count()).toBe(0);
    await mika.say('Hello, street');
    await mika.bubble('Hello, street').waitFor();

    await people.getByRole('button', { name: `${mika.words.walkThere}: To the lounge` }).click();
    await arrived(mika, 'Lounge');
    expect(await fromDoor(mika, await street.drawing(), 'lounge', 'street')).toBeLessThan(110);
    expect((await ken.view()).people.map((p) => p.id)).toContain(id);
    // The page is loaded anew where one is.
    await mika.page.reload();
    await mika.inside();
    expect(await title(mika)).toBe('Lounge');
  });

  withInstances('of a full room lead into another instance of it', async ({ street }) => {
    await fill(street, 'hair-salon');
    const mika = await street.visitor();
    mika.excuse(/hair-salon\/commands/);
    await mika.page.goto(`${street.url}/street`);
    await mika.comeIn.click();
    await mika.inside();
    const people = await mika.panel('people');
    await people.getByRole('button', { name: `${mika.words.walkThere}: To the hair salon` }).click();
    await arrived(mika, 'The hair salon 2');
    expect(new URL(mika.page.url()).pathname).toBe('/hair-salon-2');
    await mika.say('A chair for me');
    await mika.bubble('A chair for me').waitFor();
    await mika.page.reload();
    await mika.inside();
    expect(await title(mika)).toBe('The hair salon 2');
    const map = await mika.panel('map');
    const row = map.getByRole('listitem').filter({ hasText: 'The hair salon 2' });
    await row.filter({ hasText: mika.words.youAreHere }).waitFor();

    // By a link, and back in front of the one door of all of them.
    const ken = await street.visitor();
    ken.excuse(/hair-salon(-3)?\/(commands|door)/);
    await ken.page.goto(`${street.url}/hair-salon-3`);
    await ken.comeIn.click();
    await ken.inside();
    expect(await title(ken)).toBe('The hair salon 2');
    await ken.row('A chair for me').waitFor();
    const exits = await ken.panel('people');
    await exits.getByRole('button', { name: `${ken.words.walkThere}: To the street` }).click();
    await arrived(ken, 'The street');
    expect(await fromDoor(ken, await street.drawing('street'), 'street', 'hair-salon')).toBeLessThan(110);
  });

  test('of a full room stay shut: one is told, and goes on where one is', async ({ street }) => {
    await fill(street, 'hair-salon');
    const mika = await street.visitor();
    mika.excuse(/hair-salon\/commands/);
    await mika.page.goto(`${street.url}/street`);
    await mika.comeIn.click();
    await mika.inside();
    const people = await mika.panel('people');
    await people.getByRole('button', { name: `${mika.words.walkThere}: To the hair salon` }).click();
    await mika.page.getByText(mika.words.refusals.full!).waitFor({ timeout: 20_000 });
    await mika.page.locator('.doors:not(.closed)').waitFor({ state: 'attached' });
    expect(await title(mika)).toBe('The street');
    await mika.say('Next time, then');
    await mika.bubble('Next time, then').waitFor();
  });

  test('are on the map, with people and places', async ({ street }) => {
    const [mika] = await Promise.all([street.visitor({ on: 'phone' }), street.guest({ name: 'Ken', into: 'street' })]);
    await mika.enter();
    const name = mika.page.locator('.top h1 span');
    expect(await name.evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0);
    const map = await mika.panel('map');
    const row = (name: string) => map.getByRole('listitem').filter({ hasText: name });
    await row('The street')
      .filter({ hasText: mika.words.peopleHere(1, 60) })
      .waitFor();
    await row('Lounge').filter({ hasText: mika.words.youAreHere }).waitFor();
    await sound(mika, 'the map');
    await fits(mika, 'the map');
    await row('The street').getByRole('button').click();
    await arrived(mika, 'The street');
    expect(await map.count()).toBe(0);
  });
});
