import { expect, test } from 'vitest';
import { givingWay, landing } from './order';

const rows = [0, 50, 100, 150].map((top) => ({ top, height: 50 }));

test('a row lands where it was let go', () => {
  expect(landing(rows, 1, 0)).toBe(1);
  expect(landing(rows, 1, 20)).toBe(1);
  expect(landing(rows, 1, 30)).toBe(2);
  expect(landing(rows, 1, -30)).toBe(0);
  expect(landing(rows, 0, 149)).toBe(3);
  expect(landing(rows, 3, -149)).toBe(0);
});

test('beyond the ends it lands at the end', () => {
  expect(landing(rows, 1, 9999)).toBe(3);
  expect(landing(rows, 2, -9999)).toBe(0);
});

test('rows of different heights make way at their middles', () => {
  const uneven = [
    { top: 0, height: 40 },
    { top: 40, height: 100 },
    { top: 140, height: 40 },
  ];
  expect(landing(uneven, 0, 45)).toBe(0);
  expect(landing(uneven, 0, 55)).toBe(1);
});

test('the rows between give way, the others stay', () => {
  const moved = (from: number, to: number) => [0, 1, 2, 3].map((row) => givingWay(row, from, to, 50));
  expect(moved(0, 2)).toEqual([0, -50, -50, 0]);
  expect(moved(3, 1)).toEqual([0, 50, 50, 0]);
  expect(moved(1, 1)).toEqual([0, 0, 0, 0]);
});
