import { expect, test } from 'vitest';
import type { Waypoint } from '../wire/types';
import { along } from '../world/geometry';
import { Glide } from './glide';

const still: Waypoint[] = [[100, 100, 0]];
const east: Waypoint[] = [
  [100, 100, 1000],
  [320, 100, 2000],
];

test('a path is a lerp between its points, standing before and after', () => {
  expect(along(east, 500)).toEqual({ at: [100, 100], speed: [0, 0] });
  expect(along(east, 1500)).toEqual({ at: [210, 100], speed: [220, 0] });
  expect(along(east, 2000)).toEqual({ at: [320, 100], speed: [0, 0] });
});

test('a walk seen late starts softly, never jumps, and is where the server says after a quarter of a second', () => {
  const glide = new Glide(still, 0);
  let fastest = 0;
  let last = 100;
  for (let now = 1000; now <= 1300; now += 10) {
    glide.update(now < 1060 ? still : east, now);
    const step = glide.at[0] - last;
    expect(step).toBeGreaterThanOrEqual(-0.01);
    fastest = Math.max(fastest, step / 0.01);
    last = glide.at[0];
    if (now === 1080) expect(glide.speed[0]).toBeLessThan(150);
  }
  expect(fastest).toBeLessThan(220 * 1.8);
  expect(last).toBeCloseTo(along(east, 1300).at[0], 5);
});

test('turning round while walking keeps place and speed for a moment', () => {
  const glide = new Glide(east, 1000);
  for (let now = 1010; now <= 1500; now += 10) glide.update(east, now);
  const back: Waypoint[] = [
    [210, 100, 1500],
    [100, 100, 2000],
  ];
  const [x] = glide.at;
  expect(glide.update(back, 1510)).toBe(false);
  expect(Math.abs(glide.at[0] - x)).toBeLessThan(3);
});

test('somebody put far away is there at once', () => {
  const glide = new Glide(still, 0);
  expect(glide.update([[500, 400, 5000]], 6000)).toBe(true);
  expect(glide.at).toEqual([500, 400]);
});
