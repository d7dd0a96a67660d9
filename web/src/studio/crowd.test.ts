import { expect, test } from 'vitest';
import { contains } from '../world/geometry';
import { crowd } from './crowd';
import type { Drawn } from './drawn';

/** A floor with a pillar in its middle and a chair. */
const hall = {
  ...{ id: 'hall', title: { ja: 'ホール', en: 'Hall' }, capacity: 20, floor: [480, 480] },
  walk: [[[0, 0], [480, 0], [480, 480], [0, 480]]], // biome-ignore format: corners
  blocked: [{ id: 'table', polygon: [[200, 200], [280, 200], [280, 280], [200, 280]] }], // biome-ignore format: corners
  seats: [{ id: 'chair', at: [240, 60], facing: 'sw' }],
} as unknown as Drawn;

test('somebody sits on every seat, others stand where one can', () => {
  const { people } = crowd(hall, ['a', 'b', 'c']);
  expect(people[0]).toMatchObject({ id: 'chair', seat: 'chair', facing: 'sw', path: [[240, 60, 0]] });
  const standing = people.slice(1).map(({ path }) => path[0]!);
  expect(standing.length).toBeGreaterThan(4);
  for (const [x, y] of standing) {
    expect(contains(hall.walk[0]!, [x, y])).toBe(true);
    expect(contains(hall.blocked[0]!.polygon, [x, y])).toBe(false);
  }
  expect(new Set(people.map(({ outfit }) => outfit)).size).toBe(3);
});

test('without clothes nobody comes', () => {
  expect(crowd(hall, []).people).toEqual([]);
});
