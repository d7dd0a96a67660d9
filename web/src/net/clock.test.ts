import { expect, test } from 'vitest';
import { Clock } from './clock';

test('the fastest answer of the last eight is believed', () => {
  let tick = 0;
  const clock = new Clock(() => tick, 1000);
  expect(clock.now()).toBe(1000);
  tick = 400;
  clock.observe(6200, 1000, 1400);
  expect(clock.now()).toBe(6400);
  tick = 420;
  clock.observe(6350, 1400, 1420); // Faster, so believed: it is 6360 now, but time does not go back.
  expect(clock.now()).toBe(6400);
  tick = 500;
  expect(clock.now()).toBe(6440);
  for (let i = 0; i < 8; i++) clock.observe(7000, 1400, 1500);
  expect(clock.now()).toBe(7050);
});
