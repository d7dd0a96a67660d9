import { buffer } from 'node:stream/consumers';
import { describe } from 'vitest';
import { en } from '../src/closet/words/en';
import { en as photoEn } from '../src/photo/words/en';
import type { Recipe } from '../src/wire/types';
import { sound } from './street/axe';
import { Dresser } from './street/closet';
import { fits } from './street/fits';
import { decode } from './street/png';
import { expect, type Street, type sizes, test } from './street/street';
import type { Visitor } from './street/visitor';

const worn = ({ wear }: Recipe) => wear.map(({ item }) => item);

/** Somebody for whom chance falls alike in every run: what they begin with, and what the dice throw. */
async function visitorOf(street: Street, on: keyof typeof sizes, lang: 'ja' | 'en' = 'en'): Promise<Visitor> {
  const visitor = await street.visitor({ on, lang });
  await visitor.page.addInitScript(() => {
    let state = 7;
    Math.random = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
  });
  return visitor;
}

/** In the closet by its address: no room is drawn behind it. */
async function dresser(street: Street, on: keyof typeof sizes, lang: 'ja' | 'en' = 'en'): Promise<Dresser> {
  const dressing = new Dresser(await visitorOf(street, on, lang), on !== 'desktop');
  await dressing.page.goto(`${street.url}/closet`);
  await dressing.ready();
  return dressing;
}

/** Inside the room, and through the bar's button into the closet. */
async function fromRoom(street: Street, on: keyof typeof sizes): Promise<Dresser> {
  const dressing = new Dresser(await visitorOf(street, on), on !== 'desktop');
  await dressing.visitor.enter();
  await change(dressing);
  return dressing;
}

async function change(dressing: Dresser): Promise<void> {
  const { page, words } = dressing.visitor;
  await page.locator('.tools').getByRole('button', { name: words.changeClothes }).click();
  await dressing.ready();
}

describe('the closet', () => {
  test('finds, puts on and takes off; undoes, redoes and dresses by chance', async ({ street }) => {
    const dressing = await dresser(street, 'desktop');
    const { page, words } = dressing;
    await page.getByLabel(words.search).fill('sailor');
    await dressing.cell('Sailor blouse').click();
    await expect.poll(() => dressing.cell('Sailor blouse').getAttribute('aria-pressed')).toBe('true');
    await dressing.list();
    const first = await dressing.look();
    expect(worn(first)).toContain('sailor');
    await dressing
      .row('sailor')
      .getByRole('button', { name: words.takeOffOf('Sailor blouse') })
      .click();
    await expect.poll(async () => worn(await dressing.look())).not.toContain('sailor');

    await dressing.tool(words.undo).click();
    expect(await dressing.order()).toEqual(worn(first));
    await page.keyboard.press('Control+z');
    expect(await dressing.order()).not.toContain('sailor');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => dressing.order()).toContain('sailor');
    await dressing.tool(words.redo).click();
    expect(await dressing.order()).not.toContain('sailor');

    await dressing.tool(words.dice).click();
    const chance = await dressing.look();
    expect(chance).not.toEqual(first);
    for (const slot of ['body', 'face', 'hair', 'shoes']) {
      const { items } = await dressing.wardrobe();
      const those = chance.wear.filter(({ item }) => items.find(({ id }) => id === item)?.slot === slot);
      expect(those, slot).toHaveLength(1);
    }
  });

  for (const [by, on] of [
    ['mouse', 'window'],
    ['finger', 'phone'],
  ] as const)
    test(`changes what lies over what, by ${by} and by keys`, async ({ street }) => {
      const dressing = await dresser(street, on);
      const { page, words } = dressing;
      await dressing.list();
      const before = await dressing.order();
      const last = before.length - 1;
      const item = before[last]!;
      await dressing.drag(item, -2, by);
      const dragged = before.toSpliced(last, 1).toSpliced(last - 2, 0, item);
      await expect.poll(() => dressing.order()).toEqual(dragged);
      expect(worn(await dressing.look())).toEqual(dragged);

      const grip = dressing.row(item).locator('.grip');
      await grip.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => dressing.order()).toEqual(before.toSpliced(last, 1).toSpliced(last - 1, 0, item));
      const { items } = await dressing.wardrobe();
      const name = items.find(({ id }) => id === item)!.name.en;
      await page
        .getByRole('status')
        .filter({ hasText: words.moved(name, last, before.length) })
        .waitFor({ state: 'attached' });
      expect(await grip.evaluate((el) => el === document.activeElement)).toBe(true);
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => dressing.order()).toEqual(before);
      await page.keyboard.press('Home');
      await expect.poll(() => dressing.order()).toEqual([item, ...before.slice(0, -1)]);
      expect(worn(await dressing.look())[0]).toBe(item);
    });

  test('dyes by swatch, by slider and by code', async ({ street }) => {
    const dressing = await dresser(street, 'phone');
    const { page, words } = dressing;
    await dressing.slot('Hair');
    await dressing.cell('Bob').click();
    await dressing.cell('Bun').click();
    await dressing.list();
    const bun = dressing.row('hair-bun');
    const dyes = async (item = 'hair-bun') => (await dressing.look()).wear.find((g) => g.item === item)?.dyes;
    await bun.getByRole('button', { name: words.dyesOf('Bun') }).click();
    // Its colours take more room than the list has: they are shown from the top.
    const below = (row: Element) => row.getBoundingClientRect().y - row.parentElement!.getBoundingClientRect().y;
    await expect.poll(async () => Math.abs(await bun.evaluate(below))).toBeLessThan(2);
    await bun.getByRole('button', { name: words.colour('#5d7fc7'), exact: true }).click();
    await expect.poll(dyes).toMatchObject({ main: '#5d7fc7' });

    await bun.getByRole('button', { name: words.ownColour }).click();
    const hue = bun.getByRole('slider', { name: words.hue });
    await hue.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await dyes())?.main).toMatch(/^#5d7[0-9a-e]c7$/);
    await bun.getByLabel(words.code).fill('#E8756A');
    await expect.poll(dyes).toMatchObject({ main: '#e8756a' });

    const tie = bun.locator('.dye-names').getByRole('button', { name: words.dyeNames.tie! });
    await tie.click();
    await bun.getByRole('button', { name: words.colour('#5fb98c'), exact: true }).click();
    await expect.poll(dyes).toEqual({ main: '#e8756a', tie: '#5fb98c' });
    await bun.getByRole('button', { name: words.asDrawn }).click();
    await expect.poll(dyes).toEqual({ main: '#e8756a' });
    // Another hair keeps the colour.
    await dressing.racks();
    await dressing.cell('Bob').click();
    await expect.poll(() => dyes('hair-bob')).toEqual({ main: '#e8756a' });
  });

  test('keeps looks under names, to be put on again', async ({ street }) => {
    const dressing = await dresser(street, 'phone');
    const { page, words, visitor } = dressing;
    await dressing.tool(words.dice).click();
    await dressing.list();
    const look = await dressing.look();

    await dressing.tool(words.looks).click();
    const dialog = page.getByRole('dialog');
    await sound(visitor, 'no saved looks');
    await dialog.getByLabel(words.lookName).fill('Festival');
    await dialog.getByRole('button', { name: words.saveLook }).click();
    await dialog.locator('.look-card img').waitFor();
    await dialog.getByRole('button', { name: words.renameLook('Festival') }).click();
    await dialog.locator('.look-card input').fill('Summer');
    await dialog.locator('.look-card input').press('Enter');
    await dialog
      .getByRole('button', { name: words.renameLook('Summer') })
      .and(page.locator(':focus'))
      .waitFor();
    // The dialog alone closes, not the list below it.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await dressing.tool(words.dice).click();
    await expect.poll(() => dressing.order()).not.toEqual(worn(look));
    await dressing.tool(words.looks).click();
    await sound(visitor, 'saved looks');
    await fits(visitor, 'saved looks');
    await dialog.getByRole('button', { name: words.wearLook('Summer') }).click();
    await expect.poll(() => dressing.order()).toEqual(worn(look));

    await dressing.tool(words.looks).click();
    await dialog.getByRole('button', { name: words.dropLook('Summer') }).click();
    await dialog.getByText(words.looksEmpty).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await dressing.order()).toEqual(worn(look));
  });

  test('shares a look by a link with a card of its own, and a stranger tries it on', async ({ street }) => {
    const [dressing, stranger] = await Promise.all([dresser(street, 'phone'), street.visitor()]);
    const { page, words, visitor } = dressing;
    await dressing.tool(words.dice).click();
    await dressing.list();
    const look = await dressing.look();
    await dressing.tool(words.share).click();
    const field = page.getByRole('dialog').getByRole('textbox');
    await expect.poll(() => field.inputValue()).toMatch(/\/look\/[0-9a-f]+\?picture=\w+$/);
    const link = await field.inputValue();
    await sound(visitor, 'sharing');
    await fits(visitor, 'sharing');
    await page.keyboard.press('Escape');
    await dressing.tool(words.share).click();
    await expect.poll(() => field.inputValue()).toBe(link);

    await stranger.page.goto(link);
    const card = await stranger.page.locator('meta[property="og:image"]').getAttribute('content');
    expect(card).toBe(`${street.url}/photo/${new URL(link).searchParams.get('picture')}.jpg`);
    const image = await stranger.context.request.get(card!);
    const { width, height, pixels } = await decode(page, await image.body());
    expect([width, height]).toEqual([1200, 630]);
    const at = (x: number, y: number) => pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).join();
    const column = Array.from({ length: height }, (_, y) => at(width / 2, y));
    const beside = Array.from({ length: height }, (_, y) => at(width / 4, y));
    // The figure has more colours than its ground.
    expect(new Set(column).size).toBeGreaterThan(2 * new Set(beside).size);

    const other = new Dresser(stranger, true);
    await other.drawn();
    await expect.poll(() => stranger.page.locator('.credits li').count()).toBe(look.wear.length);
    await sound(stranger, 'a shared look');
    await stranger.page.getByRole('button', { name: words.tryOn }).click();
    await other.ready();
    await other.list();
    expect(await other.order()).toEqual(worn(look));

    // A picture that cannot be sent leaves the link without one.
    stranger.excuse(/api\/v1\/pictures/);
    await stranger.page.route('**/api/v1/pictures?*', (route) => route.abort());
    await other.racks();
    await other.tool(words.share).click();
    const plain = stranger.page.getByRole('dialog').getByRole('textbox');
    await expect.poll(() => plain.inputValue()).toBe(link.split('?')[0]);

    // The picture's own page leads to the look as well.
    await stranger.page.goto(card!.replace('.jpg', ''));
    await stranger.page.getByRole('link', { name: photoEn.tryOn }).click();
    await stranger.page.getByRole('button', { name: words.tryOn }).waitFor();
    expect(new URL(stranger.page.url()).pathname).toBe(new URL(link).pathname);
  });

  test('makes a portrait to keep', async ({ street }) => {
    const dressing = await dresser(street, 'phone');
    const { page, words, visitor } = dressing;
    const dialog = page.getByRole('dialog');
    await dressing.tool(words.photo).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: words.download }).and(page.locator(':enabled')).click();
    const png = await buffer(await (await download).createReadStream());
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 768, 960]);
    expect(png.length).toBeGreaterThan(30_000);
    await sound(visitor, 'photo');
    await fits(visitor, 'photo');
  });

  test('is worn before everybody’s eyes, without leaving the room', async ({ street }) => {
    const [dressing, ken] = await Promise.all([fromRoom(street, 'phone'), street.guest({ name: 'Ken' })]);
    const { visitor, page, words } = dressing;
    const { position, people } = await ken.view();
    const before = people.find((p) => p.name !== 'Ken')!;
    await dressing.tool(words.dice).click();
    await dressing.dressed();
    await ken.say('Are you still there?');
    await page.locator('.back .badge').waitFor();

    await page.getByRole('button', { name: words.wear, exact: true }).click();
    await visitor.inside();
    expect(new URL(page.url()).pathname).toBe('/lounge');
    const after = (await ken.view()).people.find((p) => p.id === before.id)!;
    expect(after).toEqual({ ...before, outfit: await visitor.outfit() });
    expect(after.outfit).not.toBe(before.outfit);
    expect((await ken.since(position)).map(({ type }) => type)).toEqual(['said', 'dressed']);
    await visitor.panel('log');
    await visitor.row('Are you still there?').waitFor();
    // Its portrait is its own, not a ready-made one's.
    await visitor.panel('people');
    const portrait = page.locator('.panel .lists .portrait img').first();
    await expect.poll(() => portrait.evaluate((el) => (el as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    expect(await portrait.getAttribute('src')).toContain(after.outfit);
  });

  for (const on of ['desktop', 'phone'] as const)
    test(`has no grave fault of accessibility on a ${on}, and is large enough for its pointer`, async ({ street }) => {
      const dressing = await dresser(street, on, 'ja');
      const { page, words, visitor } = dressing;
      const seen = async (where: string) => {
        await sound(visitor, where);
        if (on === 'phone') await fits(visitor, where);
      };
      await seen('closet');
      await page.getByRole('button', { name: words.poses, exact: true }).click();
      await seen('poses');
      await page.getByRole('button', { name: words.faces, exact: true }).click();
      await seen('expressions');
      await page.keyboard.press('Escape');
      await dressing.list();
      await page.locator('.dye-dots').nth(1).click();
      await page.locator('.own-colour').click();
      await seen('dyes');
      await dressing.racks();
      for (const room of ['salon', 'tan'] as const) {
        await page.locator('.rooms').getByRole('button', { name: words[room] }).click();
        expect(new URL(page.url()).pathname).toBe(`/${room}`);
        // Hair of two colours takes the most room.
        if (room === 'salon') for (const hair of ['ボブ', 'おだんご']) await dressing.cell(hair).click();
        await seen(room);
      }
    });
});

describe('the tanning salon', () => {
  test('tans by levels between the skins, and one drag is one step back', async ({ street }) => {
    const dressing = await dresser(street, 'phone');
    const { page, words } = dressing;
    const { skins } = await dressing.wardrobe();
    await page.locator('.rooms').getByRole('button', { name: words.tan }).click();
    const skin = async () => (await dressing.look()).skin;
    for (const i of [2, 1]) await page.getByRole('button', { name: words.skinNames[i]!, exact: true }).click();
    await expect.poll(skin).toBe(skins[1]);
    const tan = page.getByRole('slider', { name: words.tanning });
    await tan.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(skin).not.toBe(skins[1]);
    const between = await skin();
    expect(skins).not.toContain(between);
    await page.keyboard.press('End');
    await expect.poll(skin).toBe(skins[4]);
    await dressing.tool(words.undo).click();
    await expect.poll(skin).toBe(between);
    await dressing.tool(words.undo).click();
    await expect.poll(skin).toBe(skins[1]);
  });
});

describe('beside the room', () => {
  test('a stranger makes an avatar of their own at the door and comes in as that', async ({ street }) => {
    const visitor = await visitorOf(street, 'phone');
    const dressing = new Dresser(visitor, true);
    await visitor.open();
    await visitor.button(visitor.words.yourLook).tap();
    await visitor.button(visitor.words.makeYourOwn).tap();
    await dressing.ready();
    await dressing.tool(dressing.words.dice).tap();
    await dressing.list();
    const look = await dressing.look();
    // Leaving without wearing keeps the draft.
    await visitor.page.goBack();
    await visitor.comeIn.waitFor();
    await visitor.page.goForward();
    await dressing.ready();
    await dressing.list();
    expect(await dressing.order()).toEqual(worn(look));
    await visitor.page.getByRole('button', { name: dressing.words.wear, exact: true }).tap();
    await visitor.comeIn.and(visitor.page.locator(':enabled')).tap();
    await visitor.inside();
    const { outfit } = await visitor.self();
    const kept = await (await visitor.context.request.get(`${street.url}/api/v1/outfits/${outfit}`)).json();
    expect(kept.recipe).toEqual(look);
  });

  test('a page loaded anew stays in the room behind it, one step away', async ({ street }) => {
    const [dressing, ken] = await Promise.all([fromRoom(street, 'window'), street.guest({ name: 'Ken' })]);
    const { page, words, visitor } = dressing;
    const path = () => new URL(page.url()).pathname;
    expect(path()).toBe('/closet');
    await page.reload();
    await dressing.ready();
    expect((await ken.view()).people).toHaveLength(2);
    await page.getByRole('button', { name: words.backTo('Lounge') }).click();
    await visitor.inside();
    expect(path()).toBe('/lounge');

    await change(dressing);
    await page.locator('.rooms').getByRole('button', { name: words.salon }).click();
    expect(path()).toBe('/salon');
    await page.goBack();
    await visitor.inside();
    expect(path()).toBe('/lounge');
  });

  test('a look that is unknown is said to be, and the street is still open', async ({ street }) => {
    const visitor = await street.visitor();
    visitor.excuse(/status of 404/);
    await visitor.page.goto(`${street.url}/look/0123456789abcdef`);
    await visitor.page.getByRole('heading', { name: en.lookGone }).waitFor();
    await visitor.button(en.toStreet).click();
    await visitor.comeIn.click();
    await visitor.inside();
  });
});
