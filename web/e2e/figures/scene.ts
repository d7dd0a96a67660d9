import type { OutfitRecipe, PersonView, RoomInfo } from '../../src/wire/types';
import { Guest, outfits } from '../street/guest';
import { expect, type Street, test } from '../street/street';
import type { Visitor } from '../street/visitor';
import { Wire } from '../street/wire';
import { Crowd, walker } from './crowd';
import { type Cost, cost, memory, note, probe, settled } from './probe';

/** Milliseconds of frames that one measurement watches. */
const watch = 10_000;
const megabyte = 1024 * 1024;
const kilobyte = 1024;
const dozen = 12;

/** So many outfits, no two alike: the named ones of a dozen garments and more, in skins of every tone. */
async function distinct(street: Street, count: number): Promise<string[]> {
  const tailor = await street.guest({ name: 'Tailor' });
  const named = await Promise.all((await outfits(street.url)).map(({ hash }) => Guest.recipe(street.url, hash)));
  const rich = named.filter(({ wear }) => wear.length >= dozen);
  expect(rich.length).toBeGreaterThanOrEqual(10);
  const hashes: string[] = [];
  for (let i = 0; i < count; i++) {
    const tone = (0x60 + Math.floor((i * 0x9f) / count)).toString(16);
    const recipe: OutfitRecipe['recipe'] = { ...rich[i % rich.length]!, skin: `#ff${tone}${tone}` };
    hashes.push((await tailor.fit(recipe)).hash);
  }
  await tailor.do({ type: 'leave' });
  expect(new Set(hashes).size).toBe(count);
  return hashes;
}

/** A browser among people who exist only for it. */
async function among(street: Street, people: PersonView[], power: 'full' | 'low'): Promise<[Visitor, Crowd]> {
  const visitor = await street.visitor({ on: 'desktop' });
  await visitor.page.addInitScript((power) => localStorage.setItem('yokocho.prefs', JSON.stringify({ power })), power);
  await probe(visitor.page);
  const crowd = await Crowd.join(visitor.page, people);
  await visitor.enter();
  return [visitor, crowd];
}

const told = (c: Cost) => `${c.script.toFixed(1)} ms of script, ${c.draws} draw calls, ${c.frames} frames`;

test('fifty people of 120 parts walk, and low power halves what a frame costs', async ({ street }) => {
  const hashes = await distinct(street, 50);
  const walking = () => hashes.map((hash, i) => walker(i, hash, Date.now() - 5000));
  const whole: Record<string, number> = {};
  for (const power of ['full', 'low'] as const) {
    const [visitor] = await among(street, walking(), power);
    await settled(visitor.page);
    const free = await cost(visitor.page, watch, false);
    whole[power] = (await cost(visitor.page, watch, true)).whole;
    await note(`50 walking, ${power}: ${told(free)}; ${whole[power]!.toFixed(1)} ms until the last pixel`);
    expect(free.script).toBeLessThan(6);
    await visitor.context.close();
  }
  expect(whole.low!).toBeLessThan(whole.full! / 2);
});

test('two hundred outfits seen leave no more than 250 MB', async ({ street }) => {
  const hashes = await distinct(street, 200);
  const [visitor, crowd] = await among(street, [], 'full');
  for (let from = 0; from < hashes.length; from += 20) {
    const come = hashes.slice(from, from + 20).map((hash, i) => walker(from + i, hash, Date.now()));
    for (const one of come) crowd.enter(one);
    await settled(visitor.page);
    if (from + 20 < hashes.length) for (const one of come) crowd.leave(one.id);
  }
  const { heap, pictures } = await memory(visitor.page);
  await note(
    `200 outfits seen, 20 in sight: ${(heap / megabyte).toFixed(0)} MB of objects, ${(pictures / megabyte).toFixed(0)} MB of pictures`,
  );
  expect(heap + pictures).toBeLessThan(250 * megabyte);
});

test('ten people who come in cost ten requests', async ({ street }) => {
  const hashes = await distinct(street, 10);
  const [visitor, crowd] = await among(street, [], 'full');
  await settled(visitor.page);
  const wire = await Wire.record(visitor.page);
  for (const [i, hash] of hashes.entries()) crowd.enter(walker(i, hash, Date.now()));
  await settled(visitor.page);
  await wire.heard();
  const sheets = [...wire.sent.values()].filter(({ url }) => url.includes('/assets/'));
  const bytes = sheets.reduce((sum, one) => sum + one.bytes, 0);
  await note(`ten come in: ${sheets.length} requests, ${(bytes / kilobyte).toFixed(0)} KB`);
  expect(sheets.length).toBeLessThanOrEqual(10);
  expect(bytes).toBeLessThanOrEqual(160 * kilobyte);
});

test('a door costs six requests and 300 KB beside the people, and is open again within a second', async ({
  street,
}) => {
  const visitor = await street.visitor({ on: 'desktop' });
  await visitor.enter();
  const { rooms } = await (await fetch(`${street.url}/api/v1/rooms`)).json();
  const map = await visitor.panel('map');
  const wire = await Wire.record(visitor.page);
  for (const { id, title } of rooms.filter(({ id }: RoomInfo) => id !== 'lounge') as RoomInfo[]) {
    wire.sent.clear();
    const took = await visitor.page.evaluate(async (label) => {
      const opened = () => document.querySelector('.doors:not(.closed)');
      const until = async (done: () => unknown) => {
        while (!done()) await new Promise(requestAnimationFrame);
        return performance.now();
      };
      document.querySelector<HTMLElement>(`.panel [aria-label="${label}"]`)!.click();
      const closed = await until(() => !opened());
      return (await until(opened)) - closed;
    }, `${visitor.words.goThere}: ${title.en}`);
    await wire.heard();
    // The map looks around by itself; what people wear is counted elsewhere.
    const sent = [...wire.sent.values()].filter(({ url }) => !/outfit-|api\/v1\/rooms$/.test(url));
    const bytes = sent.reduce((sum, one) => sum + one.bytes, 0);
    await note(`into ${id}: ${took.toFixed(0)} ms, ${sent.length} requests, ${(bytes / kilobyte).toFixed(0)} KB`);
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(bytes).toBeLessThanOrEqual(300 * kilobyte);
    expect(took).toBeLessThan(1350); // the doors' own way, and a second
    await map
      .getByRole('listitem')
      .filter({ hasText: title.en })
      .filter({ hasText: visitor.words.youAreHere })
      .waitFor();
  }
});
