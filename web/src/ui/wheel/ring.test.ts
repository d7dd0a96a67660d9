import { describe, expect, test } from 'vitest';
import type { Box, Spot } from '../../world/scene';
import { shapeOf } from './petal';
import { aimAt, counts, type Petal, petalBy, placeWheel, ringsIn } from './ring';
import { Slide } from './slide';

const phone: Box = { x: 0, y: 0, w: 390, h: 766 };
const small: Box = { x: 0, y: 0, w: 360, h: 560 };
const desktop: Box = { x: 0, y: 0, w: 1076, h: 818 };
const landscape: Box = { x: 0, y: 0, w: 844, h: 390 };
const faceAt = (x: number, y: number, w = 52): Box => ({ x: x - w / 2, y: y - w / 2, w, h: w });
const apart = (a: Spot, b: Spot) => Math.hypot(a.x - b.x, a.y - b.y);
const petals = (['gestures', 'faces'] as const).flatMap((ring) =>
  Array.from({ length: counts[ring] }, (_, index): Petal => ({ ring, index })),
);

test.each([
  ['a phone', phone],
  ['a small phone', small],
  ['a phone on its side', landscape],
  ['a desktop', desktop],
])('on %s every petal is as large as a finger, and the hole as large as a face', (_, bounds) => {
  const rings = ringsIn(bounds);
  for (const petal of petals) {
    const { box, middle } = shapeOf(petal, rings);
    const at = { x: box.x + middle.x, y: box.y + middle.y };
    for (const turn of [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4)) {
      const edge = { x: at.x + 21.9 * Math.cos(turn), y: at.y + 21.9 * Math.sin(turn) };
      expect(aimAt(edge, rings), `${petal.ring} ${petal.index}`).toEqual(petal);
    }
    expect(aimAt({ x: box.x + box.w / 2, y: box.y + box.h / 2 }, rings)).toEqual(petal);
  }
  expect(2 * rings.hole).toBeGreaterThan(80);
});

describe('the wheel lies', () => {
  test('around oneself, one’s face in its hole', () => {
    const rings = ringsIn(desktop);
    expect(placeWheel(faceAt(500, 400), desktop, rings)).toEqual({ x: 500, y: 412 });
  });

  test.each([
    ['a phone', phone, 20],
    // A phone's camera keeps oneself within 15 % of its middle; in the small one there is room for no more.
    ['a small phone', small, 126],
    ['a phone on its side', landscape, 20],
    ['a desktop', desktop, 20],
  ])('inside the window and clear of one’s own face, wherever that is (%s)', (_, bounds, edge) => {
    const rings = ringsIn(bounds);
    for (let x = edge; x <= bounds.w - edge; x += 18) {
      for (let y = 60; y < bounds.h - 40; y += 20) {
        const spot = placeWheel(faceAt(x, y), bounds, rings);
        const where = `face at ${x} ${y}, wheel at ${spot.x} ${spot.y}`;
        expect(spot.x - rings.gestures, where).toBeGreaterThanOrEqual(bounds.x);
        expect(spot.x + rings.gestures, where).toBeLessThanOrEqual(bounds.x + bounds.w);
        expect(spot.y - rings.gestures, where).toBeGreaterThanOrEqual(bounds.y);
        expect(spot.y + rings.gestures, where).toBeLessThanOrEqual(bounds.y + bounds.h);
        const far = apart(spot, { x, y });
        expect(far < rings.hole || far >= rings.gestures, where).toBe(true);
      }
    }
  });

  test('still, until it would cover one’s face', () => {
    const rings = ringsIn(desktop);
    const first = placeWheel(faceAt(500, 400), desktop, rings);
    expect(placeWheel(faceAt(530, 390), desktop, rings, first)).toBe(first);
    expect(placeWheel(faceAt(600, 380), desktop, rings, first)).toEqual({ x: 600, y: 392 });
  });
});

describe('a finger', () => {
  const rings = ringsIn(phone);
  const middle = { x: 195, y: 400 };
  const out = (turn: number, far: number): Spot => ({
    x: middle.x + Math.sin(turn * 2 * Math.PI) * far,
    y: middle.y - Math.cos(turn * 2 * Math.PI) * far,
  });

  test.each([
    [0, 'gestures', 0],
    [0.06, 'gestures', 0],
    [0.07, 'gestures', 1],
    [0.25, 'gestures', 2],
    [0.5, 'gestures', 4],
    [0.94, 'gestures', 0],
    [0.93, 'gestures', 7],
  ] as const)('that slides by %f of a turn comes over %s %i', (turn, ring, index) => {
    const slide = new Slide(middle);
    expect(slide.aim(out(turn, rings.gestures - 20), middle, rings)).toEqual({ ring, index });
  });

  test('comes over the faces first, and a little over the edge is still meant', () => {
    const slide = new Slide(middle);
    expect(slide.aim(out(0.3, rings.hole - 5), middle, rings)).toBe('hole');
    expect(slide.aim(out(0.3, rings.hole + 5), middle, rings)).toEqual({ ring: 'faces', index: 3 });
    expect(slide.aim(out(0.25, rings.gestures + 30), middle, rings)).toEqual({ ring: 'gestures', index: 2 });
    expect(slide.aim(out(0.25, rings.gestures + 60), middle, rings)).toBeUndefined();
  });

  test('that has not moved chooses nothing, whatever has appeared under it', () => {
    const under = out(0.25, rings.gestures - 20);
    const slide = new Slide(under);
    expect(slide.aim({ x: under.x + 5, y: under.y - 5 }, middle, rings)).toBe('hole');
    expect(slide.aim({ x: under.x, y: under.y + 15 }, middle, rings)).toEqual({ ring: 'gestures', index: 2 });
    expect(slide.aim(under, middle, rings)).toEqual({ ring: 'gestures', index: 2 });
  });
});

describe('arrow keys', () => {
  test('go all the way round', () => {
    let at: Petal = { ring: 'gestures', index: 0 };
    const seen = new Set<number>();
    for (let i = 0; i < counts.gestures; i++) {
      seen.add(at.index);
      at = petalBy('ArrowRight', at, false)!;
    }
    expect([at.index, seen.size]).toEqual([0, counts.gestures]);
    expect(petalBy('ArrowLeft', at, false)).toEqual({ ring: 'gestures', index: 7 });
    expect(petalBy('End', at, false)).toEqual({ ring: 'gestures', index: 7 });
  });

  test('change the ring in the same direction', () => {
    expect(petalBy('ArrowDown', { ring: 'gestures', index: 4 }, false)).toEqual({ ring: 'faces', index: 5 });
    expect(petalBy('ArrowUp', { ring: 'faces', index: 5 }, false)).toEqual({ ring: 'gestures', index: 4 });
  });

  test('lead to the stop only while there is something to stop', () => {
    expect(petalBy('ArrowDown', { ring: 'faces', index: 3 }, false)?.ring).toBe('gestures');
    expect(petalBy('ArrowDown', { ring: 'faces', index: 3 }, true)).toEqual({ ring: 'stop', index: 0 });
    expect(petalBy('ArrowUp', { ring: 'gestures', index: 3 }, true)).toEqual({ ring: 'stop', index: 0 });
    expect(petalBy('ArrowDown', { ring: 'stop', index: 0 }, true)).toEqual({ ring: 'gestures', index: 0 });
  });

  test('and no others', () => expect(petalBy('a', { ring: 'faces', index: 3 }, false)).toBeUndefined());
});
