import { expect, test } from 'vitest';
import { Rhythm } from './rhythm';

/** How many of the frames offered every `gap` milliseconds are drawn in a second. */
function drawn(rhythm: Rhythm, from: number, gap: number, busy = false): number {
  let count = 0;
  for (let time = from; time < from + 1000; time += gap) if (rhythm.due(time, busy)) count++;
  return count;
}

test('a machine that keeps up draws every frame while something changes, and else every second', () => {
  expect(drawn(new Rhythm(), 0, 20, true)).toBe(50);
  expect(drawn(new Rhythm(), 0, 20)).toBe(25);
});

test('one that does not draws few while nothing changes, and more while something does', () => {
  const rhythm = new Rhythm();
  drawn(rhythm, 0, 60);
  expect(drawn(rhythm, 1000, 20)).toBeLessThanOrEqual(9);
  expect(drawn(rhythm, 2000, 20, true)).toBeGreaterThanOrEqual(20);
});

test('one slow frame now and then says nothing, and neither does a pause', () => {
  const rhythm = new Rhythm();
  for (let second = 0; second < 20; second++) {
    drawn(rhythm, second * 2000, 1000 / 60, true);
    rhythm.resume();
  }
  expect(drawn(rhythm, 100_000, 1000 / 60, true)).toBe(60);
});
