import { expect, test } from 'vitest';
import { outlined, personAt, seatAt, type Target } from './pick';
import type { Exit, Seat } from './roomart';

const figure = (id: string, x: number, y: number): Target => ({
  id,
  head: [x - 30, y - 130, 60, 64],
  body: [x - 18, y - 66, 36, 66],
});

test('the topmost figure under the point is meant, then the nearest within a finger', () => {
  const targets = [figure('behind', 100, 200), figure('before', 120, 215)];
  expect(personAt(targets, [115, 120])).toBe('before');
  expect(personAt(targets, [72, 90])).toBe('behind');
  expect(personAt(targets, [79, 190])).toBe('behind');
  expect(personAt(targets, [300, 190])).toBeUndefined();
});

test('small figures still answer to a finger', () => {
  const tiny: Target = { id: 'tiny', head: [95, 60, 10, 12], body: [97, 72, 6, 14] };
  expect(personAt([tiny], [118, 80])).toBe('tiny');
  expect(personAt([tiny], [140, 80])).toBeUndefined();
});

const seat = (id: string, x: number, y: number): Seat => ({
  id,
  group: id,
  facing: 'sw',
  at: [x, y],
  approach: [x, y + 40],
  height: 34,
  posture: 'chair',
});

test('a free seat answers on its cushion and its furniture; neighbours by the nearer; taken ones not', () => {
  const seats = [seat('left', 287, 52), seat('right', 347, 52)];
  const origin = [1104, 500] as const;
  const [x, y] = [1104 + 287 - 52, 500 + (287 + 52) / 2 - 34];
  const furniture = new Map([
    ['left', [x - 60, y - 72, 120, 130] as const],
    ['right', [x, y - 42, 120, 130] as const],
  ]);
  const under = (dx: number, dy: number, taken: string[] = [], scale = 1) =>
    seatAt(seats, furniture, origin, new Set(taken), [x + dx, y + dy], scale)?.id;
  expect(under(0, 0)).toBe('left');
  expect(under(-20, 40)).toBe('left');
  expect(under(0, -40)).toBe('left');
  expect(under(58, 28)).toBe('right');
  expect(under(-30, 0, ['left'])).toBeUndefined();
  expect(under(0, 90)).toBeUndefined();
  expect(under(-50, 10, [], 0.36)).toBe('left');
});

test('the painted door is clicked by its outline', () => {
  const door: Exit = {
    id: 'door',
    target: 'street',
    at: [462, 22],
    outline: [
      [10, 40],
      [60, 65],
      [60, 5],
      [10, -20],
    ],
  };
  expect(outlined([door], [30, 20])?.id).toBe('door');
  expect(outlined([door], [30, -15])).toBeUndefined();
});
