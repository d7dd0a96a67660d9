import { expect, test } from 'vitest';
import { facingTowards, ontoFloor, toFloor, toPicture } from './floor';

test('a floor point goes to the picture and back', () => {
  const origin = [1104, 500] as const;
  expect(toPicture(origin, 48, 0)).toEqual([1152, 524]);
  expect(toPicture(origin, 0, 48)).toEqual([1056, 524]);
  const [px, py] = toPicture(origin, 137, 402);
  expect(toFloor(origin, px, py)).toEqual([137, 402]);
});

test('a click a little beside the floor lands on its edge, one far off nowhere', () => {
  expect(ontoFloor([528, 528], [-20, 100], 70)).toEqual([0, 100]);
  expect(ontoFloor([528, 528], [300, 200], 70)).toEqual([300, 200]);
  expect(ontoFloor([528, 528], [-300, -300], 70)).toBeUndefined();
});

test('the facing follows the walk, and does not flicker on a diagonal', () => {
  expect(facingTowards(1, 0, 'nw')).toBe('se');
  expect(facingTowards(0, 1, 'nw')).toBe('sw');
  expect(facingTowards(-5, 1, 'se')).toBe('nw');
  expect(facingTowards(1, -8, 'se')).toBe('ne');
  expect(facingTowards(100, 101, 'se')).toBe('se');
  expect(facingTowards(101, 100, 'sw')).toBe('sw');
  expect(facingTowards(0, 0, 'ne')).toBe('ne');
});
