import { expect, test } from 'vitest';
import type { Standing } from '../world/scene';
import { compare } from './depth';
import type { Drawn } from './drawn';

const piece = (group: string, layer: 'back' | 'front') => ({
  id: `${group}-${layer}`,
  group,
  layer,
  frames: [{ frame: [0, 0, 80, 80] as const }],
  at: [960, 640] as const,
  base: [
    [180, 220],
    [220, 220],
    [220, 180],
  ],
});
const art = {
  origin: [1000, 500],
  pieces: [piece('chair', 'back'), piece('chair', 'front')],
  blocked: [],
} as unknown as Drawn;

const one = (x: number, y: number, sits?: string): Standing => ({
  who: `${x} ${y}`,
  at: [x, y],
  root: [1000 + x - y, 500 + (x + y) / 2],
  ...(sits !== undefined && { sits }),
});
const [back, front]: Standing[] = [
  { group: 'chair', layer: 'back' },
  { group: 'chair', layer: 'front' },
];
const behind = one(190, 180);
const before = one(225, 225);
const sitter = one(200, 200, 'chair');

test('the right order is found right, and every pair that meets is counted', () => {
  expect(compare([behind, back!, sitter, front!, before], art)).toEqual({ pairs: 4, misplaced: [] });
});

test.each([
  ['behind the chair, drawn over it', [back!, front!, behind], [{ at: [190, 180], group: 'chair' }]],
  ['before the chair, drawn under it', [before, back!, front!], [{ at: [225, 225], group: 'chair' }]],
  ['between the layers, and not sitting', [back!, before, front!], [{ at: [225, 225], group: 'chair' }]],
  ['sitting, over the front', [back!, front!, sitter], [{ at: [200, 200], group: 'chair' }]],
  ['sitting, under the back', [sitter, back!, front!], [{ at: [200, 200], group: 'chair' }]],
  ['the farther of two over the nearer', [one(330, 330), one(320, 320)], [{ at: [330, 330] }]],
])('%s is wrong', (_, drawn, misplaced) => {
  expect(compare(drawn, art).misplaced).toEqual(misplaced);
});

test('feet side by side are in no order, and what does not meet is not compared', () => {
  expect(compare([one(400, 401), one(400, 400)], art)).toEqual({ pairs: 1, misplaced: [] });
  expect(compare([back!, front!, one(400, 60)], art)).toEqual({ pairs: 0, misplaced: [] });
});

test('furniture between two people has the say', () => {
  const behindIt = one(218, 218);
  const beforeIt = one(195, 225);
  expect(compare([behindIt, back!, front!, beforeIt], art).misplaced).toEqual([]);
});

test('a base line that runs where people walk is found by the outline of what stands there', () => {
  const outline: [number, number][] = [
    [180, 180],
    [200, 180],
    [200, 200],
    [180, 200],
  ];
  const planned = { ...art, blocked: [{ id: 'chair', polygon: outline }] } as Drawn;
  const inFront = one(206, 206); // of the chair; the line is before them
  expect(compare([inFront, back!, front!], art).misplaced).toEqual([]);
  expect(compare([inFront, back!, front!], planned).misplaced).toEqual([{ at: [206, 206], group: 'chair' }]);
  expect(compare([back!, front!, inFront], planned).misplaced).toEqual([]);
  const beside = one(238, 190);
  expect(compare([beside, back!, front!], planned)).toEqual(compare([beside, back!, front!], art));
});
