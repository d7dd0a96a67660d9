import { expect, test } from 'vitest';
import type { Waypoint } from '../wire/types';
import { facing, sitting, where } from './where';

const path: Waypoint[] = [
  [0, 0, 1000],
  [100, 0, 2000],
  [100, -7, 2010],
];

test.each([
  [0, { x: 0, y: 0 }],
  [1000, { x: 0, y: 0 }],
  [1500, { x: 50, y: 0 }],
  [2005, { x: 100, y: -4 }],
  [9999, { x: 100, y: -7 }],
])('at %i somebody is at %o', (at, place) => expect(where({ path }, at)).toEqual(place));

test('halves round away from zero, on both sides of it', () => {
  const halves: Waypoint[] = [
    [0, 0, 0],
    [1, -1, 2],
  ];
  expect(where({ path: halves }, 1)).toEqual({ x: 1, y: -1 });
});

test('a body looks along its walk, and as told afterwards', () => {
  expect(facing({ path, facing: 'sw' }, 1500)).toBe('se');
  expect(facing({ path, facing: 'sw' }, 2005)).toBe('ne');
  expect(facing({ path, facing: 'sw' }, 2010)).toBe('sw');
});

test('a seat is reserved from the click and sat in from the end of the walk', () => {
  expect(sitting({ path, seat: 'sofa-1' }, 2009)).toBe(false);
  expect(sitting({ path, seat: 'sofa-1' }, 2010)).toBe(true);
});
