import { expect, test } from 'vitest';
import { overlap } from './bubbles/place';
import { Hanging } from './hanging';

const bounds = { x: 0, y: 0, w: 390, h: 700 };
const size = { w: 80, h: 30 };
const tag = { x: 150, y: 300, w: 60, h: 20 };

test('a button hangs below the name, in its middle', () => {
  expect(new Hanging().place('a', size, tag, bounds, [tag])).toEqual({ ...size, x: 140, y: 324 });
});

test('beside the name where a face, another name or the edge is below it', () => {
  const face = { x: 150, y: 330, w: 50, h: 50 };
  const beside = new Hanging().place('a', size, tag, bounds, [face, tag])!;
  expect([beside.x, overlap(beside, face)]).toEqual([214, false]);
  const low = { ...tag, y: 675 };
  expect(new Hanging().place('a', size, low, bounds, [low])?.x).toBe(214);
});

test('it keeps its place until that is taken, and does not jump back and forth', () => {
  const hanging = new Hanging();
  const face = { x: 150, y: 330, w: 50, h: 50 };
  const beside = hanging.place('a', size, tag, bounds, [face]);
  expect(hanging.place('a', size, tag, bounds, [])).toEqual(beside);
  expect(hanging.place('a', size, tag, bounds, [{ ...tag, x: 240 }])?.x).toBe(140);
});

test('without room it waits', () => {
  const wall = { x: 0, y: 0, w: 390, h: 700 };
  expect(new Hanging().place('a', size, tag, bounds, [wall])).toBeUndefined();
});
