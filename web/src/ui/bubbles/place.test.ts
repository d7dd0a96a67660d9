import { describe, expect, test } from 'vitest';
import type { Box } from '../../world/scene';
import { type Ask, overlap, place, rules, tailOf } from './place';

interface Head {
  crown: { x: number; y: number };
  face: Box;
}

/** A crowd with the proportions of the art: a face of 56 x 59 some 25 px below the crown. */
function head(x: number, y: number, scale = 1): Head {
  return { crown: { x, y }, face: { x: x - 28 * scale, y: y + 25 * scale, w: 56 * scale, h: 59 * scale } };
}

/** Numbers that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Ten people about a floor: at least a body apart, as the room keeps them. */
function crowd(seed: number, area: Box, scale: number): Head[] {
  const roll = dice(seed);
  const heads: Head[] = [];
  while (heads.length < 10) {
    const one = head(area.x + roll() * area.w, area.y + roll() * area.h, scale);
    const near = heads.some((h) => Math.hypot(h.crown.x - one.crown.x, 2 * (h.crown.y - one.crown.y)) < 60 * scale);
    if (!near) heads.push(one);
  }
  return heads;
}

const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
const desktop = { bounds: { x: 8, y: 60, w: 1424, h: 740 }, floor: { x: 280, y: 240, w: 880, h: 380 } };
const phone = { bounds: { x: 6, y: 60, w: 378, h: 690 }, floor: { x: 40, y: 230, w: 310, h: 360 } };

function asksOf(heads: Head[], count: number, seed: number, widest = 220): Ask[] {
  const roll = dice(seed * 7);
  return heads.slice(0, count).map((h, i) => ({
    id: String(i),
    crown: h.crown,
    w: Math.round(60 + roll() * (widest - 60)),
    h: [38, 38, 58, 78][Math.floor(roll() * 4)]!,
  }));
}

function boxes(asks: Ask[], places: ReturnType<typeof place>): { ask: Ask; box: Box }[] {
  return asks.flatMap((ask) => {
    const at = places.get(ask.id);
    return at ? [{ ask, box: { x: ask.crown.x + at.x, y: ask.crown.y + at.y, w: ask.w, h: ask.h } }] : [];
  });
}

describe('ten speaking at once', () => {
  test.each(seeds)('on a desktop no face is covered and everybody has a bubble (crowd %i)', (seed) => {
    const heads = crowd(seed, desktop.floor, 1);
    const faces = heads.map((h) => h.face);
    const asks = asksOf(heads, 8, seed);
    const laid = boxes(asks, place(asks, { bounds: desktop.bounds, faces, spare: 0 }));
    expect(laid).toHaveLength(8);
    for (const { box } of laid) expect(faces.filter((f) => overlap(f, box))).toEqual([]);
  });

  test.each(seeds)('on a phone at most one face is covered (crowd %i)', (seed) => {
    const heads = crowd(seed, phone.floor, 0.85);
    const faces = heads.map((h) => h.face);
    const asks = asksOf(heads, 4, seed);
    const laid = boxes(asks, place(asks, { bounds: phone.bounds, faces, spare: 1 }));
    const covered = faces.filter((f) => laid.some(({ box }) => overlap(f, box)));
    expect(covered.length).toBeLessThanOrEqual(1);
    expect(laid.length).toBeGreaterThanOrEqual(3);
  });

  test.each(seeds)('bubbles are apart, inside, and their tails end at the crown (crowd %i)', (seed) => {
    const heads = crowd(seed, desktop.floor, 1);
    const asks = asksOf(heads, 8, seed);
    const laid = boxes(asks, place(asks, { bounds: desktop.bounds, faces: heads.map((h) => h.face), spare: 0 }));
    for (const { ask, box } of laid) {
      expect(laid.filter((l) => l.ask !== ask && overlap(l.box, box))).toEqual([]);
      expect(box.x).toBeGreaterThanOrEqual(desktop.bounds.x);
      expect(box.y).toBeGreaterThanOrEqual(desktop.bounds.y);
      const [, tip] = tailOf(box, ask.crown);
      expect(Math.hypot(tip.x - ask.crown.x, tip.y - ask.crown.y)).toBeLessThanOrEqual(12);
      expect(box.y + box.h).toBeLessThan(ask.crown.y);
    }
  });
});

test('landed bubbles stay when others come', () => {
  const heads = crowd(3, desktop.floor, 1);
  const faces = heads.map((h) => h.face);
  const around = { bounds: desktop.bounds, faces, spare: 0 };
  const asks = asksOf(heads, 8, 3);
  const first = place(asks.slice(0, 4), around);
  const then = place(
    asks.map((ask) => {
      const at = first.get(ask.id);
      return at ? { ...ask, landed: { x: at.x, y: at.y } } : ask;
    }),
    around,
  );
  for (const [id, at] of first) {
    const now = then.get(id)!;
    expect(Math.hypot(now.x - at.x, now.y - at.y)).toBeLessThanOrEqual(rules.drift);
  }
});

test('a bubble slips a little off a face that comes under it, and turns faint when that is not enough', () => {
  const crown = { x: 400, y: 400 };
  const ask: Ask = { id: 'a', crown, w: 120, h: 40, landed: { x: -60, y: -60 } };
  const bounds = desktop.bounds;
  const grazing = { x: 400, y: 376, w: 56, h: 59 };
  const slipped = place([ask], { bounds, faces: [grazing], spare: 0 }).get('a')!;
  expect(slipped.faint).toBe(false);
  expect(Math.hypot(slipped.x + 60, slipped.y + 60)).toBeLessThanOrEqual(rules.drift);
  const behind = { x: 380, y: 340, w: 56, h: 59 };
  expect(place([ask], { bounds, faces: [behind], spare: 0 }).get('a')).toEqual({ x: -60, y: -60, faint: true });
});

test('somebody for whom there is no place gets none', () => {
  const ask: Ask = { id: 'a', crown: { x: 100, y: 30 }, w: 200, h: 60 };
  expect(place([ask], { bounds: { x: 0, y: 0, w: 400, h: 400 }, faces: [], spare: 0 }).size).toBe(0);
});

test('a short line under a long one gets out aside', () => {
  const faces = [
    { x: 220, y: 180, w: 50, h: 52 },
    { x: 182, y: 178, w: 50, h: 52 },
    { x: 227, y: 203, w: 50, h: 52 },
  ];
  const long: Ask = { id: 'long', crown: { x: 207, y: 161 }, w: 220, h: 61, landed: { x: -110, y: -74 } };
  const short: Ask = { id: 'short', crown: { x: 252, y: 186 }, w: 58, h: 40 };
  const bounds = { x: 6, y: 62, w: 378, h: 364 };
  expect(boxes([short], place([long, short], { bounds, faces, spare: 1 }))).toHaveLength(1);
});

describe('what is new is seen', () => {
  const bounds = { x: 8, y: 66, w: 740, h: 540 };
  const [near, far] = [head(624, 251, 0.75), head(656, 251, 0.75)];
  const faces = [near.face, far.face];
  // It landed aside, when another bubble was over its speaker, and shuts in whoever stands behind.
  const old: Ask = { id: 'old', crown: near.crown, w: 220, h: 76, landed: { x: -275, y: -143 } };
  const fresh: Ask = { id: 'new', crown: far.crown, w: 220, h: 76 };

  test('an older bubble goes that leaves it no place, and not one more', () => {
    const aside: Ask = { id: 'aside', crown: { x: 120, y: 300 }, w: 120, h: 40, landed: { x: -60, y: -60 } };
    const places = place([aside, old, fresh], { bounds, faces, spare: 0 });
    expect([...places.keys()].sort()).toEqual(['aside', 'new']);
    // In the next frame, when it has landed itself, it is still so.
    const { x, y } = places.get('new')!;
    const next = place([aside, old, { ...fresh, landed: { x, y } }], { bounds, faces, spare: 0 });
    expect([...next.keys()].sort()).toEqual(['aside', 'new']);
    expect(next.get('new')).toMatchObject({ x, y });
  });

  test('where there is a place for both, both stay', () => {
    const places = place([old, { ...fresh, w: 90, h: 40 }], { bounds, faces, spare: 0 });
    expect([...places.keys()].sort()).toEqual(['new', 'old']);
  });
});
