import { describe } from 'vitest';
import type { Box } from '../src/world/scene';
import type { Guest } from './street/guest';
import { expect, type Street, sizes, test } from './street/street';
import { far, overlaps, type Visitor } from './street/visitor';

const lines = [
  'やっほー！',
  'Good evening, everybody',
  '今日はほんとうに寒かったですね。コーヒーがおいしいです',
  '☕🍰✨',
  'Has anybody seen the cat? It was on the carpet a minute ago, I am sure of it',
  'ここにいるよ',
  'lol',
  'そろそろ電車の時間だけど、もうちょっとだけいようかな',
  'Which song is this?',
  'たのしい！',
];

/** A tail's tip and its speaker's crown are at most so far apart. */
const tailAtMost = 12;
/** A landed bubble keeps to its speaker's head within that. */
const driftAtMost = 8;

describe('ten people speaking at once', () => {
  for (const { on, spare, most } of [
    { on: 'desktop', spare: 0, most: 8 },
    { on: 'phone', spare: 1, most: 4 },
  ] as const) {
    const { width, height } = sizes[on];
    test(`leave every face to be seen (${width}x${height}, spare ${spare})`, async ({ street }) => {
      const { visitor, guests } = await company(street, on);
      await Promise.all(guests.map((guest, i) => guest.say(lines[i]!)));
      await visitor.say(lines.at(-1)!);
      await visitor.page.locator('.bubble').nth(9).waitFor();
      const anchors = await visitor.anchors();
      const seen = [...anchors.values()].filter((a) => a.visible);
      const full = visitor.page.locator('.bubble.full.landed:not(.absent, .placeless)');
      await expect.poll(() => full.count()).toBeGreaterThanOrEqual(Math.min(most, seen.length) - 1);
      expect(await full.count()).toBeLessThanOrEqual(most);

      const bubbles = await balloons(visitor);
      const covered = seen.filter(({ face }) => bubbles.some((b) => overlaps(b.box, face)));
      expect(covered.length, 'faces covered').toBeLessThanOrEqual(spare);
      for (const [i, { box }] of bubbles.entries()) {
        expect(
          bubbles.slice(i + 1).some((b) => overlaps(b.box, box)),
          'a bubble on another',
        ).toBe(false);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.w).toBeLessThanOrEqual(width);
        expect(Math.round(box.w)).toBeLessThanOrEqual(220);
      }
      for (const { who, tip } of bubbles) {
        const { crown } = anchors.get(who)!;
        expect(far(tip, crown), 'tail from crown').toBeLessThanOrEqual(tailAtMost);
      }

      const before = new Map(bubbles.map((b) => [b.who, b.box]));
      const relanded = await changes(visitor);
      await guests[0]!.say('Anything else?');
      await visitor.bubble('Anything else?').waitFor();
      for (const { who, box } of await balloons(visitor)) {
        const was = before.get(who);
        if (!was || (await relanded()).includes(who)) continue;
        expect(far(box, was), 'a landed bubble moved').toBeLessThanOrEqual(driftAtMost);
      }
    });
  }
});

/** Nine at their places, seated and standing, and one with a browser among them. */
async function company(street: Street, on: 'desktop' | 'phone'): Promise<{ visitor: Visitor; guests: Guest[] }> {
  const places = [
    [260, 420],
    [330, 440],
    [200, 460],
    [440, 250],
    [300, 350],
  ] as const;
  const seats = ['sofa-left', 'armchair-coral', 'settee-right', 'cafe-se'];
  const names = ['Aki', 'Ben', 'Chie', 'Dan', 'Emi', 'Finn', 'Goro', 'Hana', 'Ivo'];
  const guests = await Promise.all(names.map((name) => street.guest({ name })));
  await Promise.all(
    guests.map((guest, i) =>
      guest.do(i < 4 ? { type: 'sit', seat: seats[i]! } : { type: 'walk', to: [...places[i - 4]!] }),
    ),
  );
  const visitor = await street.visitor({ on });
  await visitor.enter();
  const spot = await visitor.floor([330, 400]);
  if (on === 'desktop') await visitor.page.mouse.click(spot.x, spot.y);
  for (const who of [...guests.map((g) => g.id), await visitor.id()]) await visitor.settled(who);
  return { visitor, guests };
}

/** Whose bubbles change from now on, into a dot and back or into another line: they land anew. */
async function changes({ page }: Visitor): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const whose = new Set<string>();
    const note = (node: Node) => node instanceof HTMLElement && node.dataset.who && whose.add(node.dataset.who);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) note(node);
    }).observe(document.querySelector('.bubble')!.parentElement!, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-state'],
    });
    return whose;
  });
  return () => seen.evaluate((whose) => [...whose]);
}

/** The bubbles that read in full, landed, with the tip of their tails. */
async function balloons(visitor: Visitor): Promise<{ who: string; box: Box; tip: { x: number; y: number } }[]> {
  const full = visitor.page.locator('.bubble.full.landed:not(.absent, .placeless)');
  const seen = () =>
    full.evaluateAll((all) =>
      all.map((el) => {
        const balloon = el.querySelector<HTMLElement>('.balloon')!;
        const { x, y, width: w, height: h } = balloon.getBoundingClientRect();
        const path = el.querySelector<SVGPathElement>('.tail .edges')!;
        const end = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
        const popping = Math.abs(w - balloon.offsetWidth) > 1;
        return { who: (el as HTMLElement).dataset.who!, box: { x, y, w, h }, tip: { x: end.x, y: end.y }, popping };
      }),
    );
  await visitor.still();
  // One may have landed since, and pop.
  let bubbles = await seen();
  const popping = async () => {
    bubbles = await seen();
    return bubbles.some((one) => one.popping);
  };
  await expect.poll(popping).toBe(false);
  return bubbles;
}
