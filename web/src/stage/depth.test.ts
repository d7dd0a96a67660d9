import { expect, test } from 'vitest';
import { gaps, isBehind, type Standing, type Walker } from './depth';
import { toPicture } from './floor';

const at = (x: number, y: number): Walker => {
  const [px, py] = toPicture([1000, 500], x, y);
  return { at: [x, y], frame: [px - 38, py - 146, 76, 150] };
};

/** A box from (x, y), w by h floor units, 90 px tall; its base line is its two front edges. */
const box = (x: number, y: number, w: number, h: number): Standing => {
  const [left] = toPicture([1000, 500], x, y + h);
  const [right] = toPicture([1000, 500], x + w, y);
  const [, top] = toPicture([1000, 500], x, y);
  const [, bottom] = toPicture([1000, 500], x + w, y + h);
  const base = [
    [x, y + h],
    [x + w, y + h],
    [x + w, y],
  ] as const;
  return { base, frame: [left, top - 90, right - left, bottom - top + 90] };
};

test('the foot point is compared with the base line, and beyond its ends with the end points', () => {
  const { base } = box(200, 200, 100, 40);
  expect(isBehind([250, 190], base)).toBe(true);
  expect(isBehind([250, 250], base)).toBe(false);
  expect(isBehind([310, 210], base)).toBe(false);
  expect(isBehind([180, 210], base)).toBe(true);
  expect(isBehind([400, 60], base)).toBe(true);
  expect(isBehind([400, 120], base)).toBe(false);
});

test('walkers go behind, between and in front of furniture', () => {
  const furniture = [box(100, 100, 90, 40), box(200, 200, 90, 40), box(300, 300, 90, 40)];
  const walkers = [at(140, 90), at(170, 170), at(240, 262), at(350, 360)];
  expect(gaps(furniture, walkers)).toEqual([0, 1, 2, 3]);
});

test('somebody beside a long sofa, lower on the screen than its back corner, is still in front of it', () => {
  const sofa = box(200, 60, 200, 60);
  expect(gaps([sofa], [at(240, 130)])).toEqual([1]);
  expect(gaps([sofa], [at(415, 70)])).toEqual([1]);
  expect(gaps([sofa], [at(240, 50)])).toEqual([0]);
});

test('two who overlap keep their order although only one of them meets the furniture', () => {
  const table = box(200, 200, 60, 60);
  const before = at(268, 190);
  const behind = at(262, 186);
  const [front, back] = gaps([table], [before, behind]);
  expect(front!).toBeGreaterThanOrEqual(back!);
});
