import { expect, test } from 'vitest';
import { berth, boxAround } from './berth';

const seen: [number, number] = [390, 760];

test('a badge stands at the edge beside whom it points to', () => {
  expect(berth([-80, 400], seen, [], 56)).toEqual([38, 400]);
  expect(berth([500, 300], seen, [], 56)).toEqual([352, 300]);
  expect(berth([200, 900], seen, [], 56)).toEqual([200, 722]);
});

test('a badge keeps below the buttons, and off faces and other badges', () => {
  expect(berth([200, -50], seen, [], 56)[1]).toBeGreaterThan(90);
  const face = { x: 10, y: 360, w: 50, h: 52 };
  const [x, y] = berth([-80, 400], seen, [face], 56);
  expect(x).toBe(38);
  const { y: top, h } = boxAround([x, y], 56);
  expect(top >= face.y + face.h || top + h <= face.y).toBe(true);
});

test('a badge that finds no free place stands where it should', () => {
  const all = { x: 0, y: 0, w: 390, h: 760 };
  expect(berth([-80, 400], seen, [all], 56)).toEqual([38, 400]);
});
