import { describe, expect, test } from 'vitest';
import {
  type Followed,
  fromScreen,
  type Gaze,
  type Lens,
  limits,
  natural,
  overview,
  toScreen,
  wanted,
  whole,
  zoomAt,
} from './camera';
import { Eye } from './eye';

const lens = (width: number, height: number, covered = 70): Lens => ({
  width,
  height,
  covered,
  picture: [2208, 1360],
  frame: [576, 290, 1056, 738],
});
const desktop = lens(1440, 900);
const phone = lens(390, 844);
const keyboard = lens(390, 844, 400);

const eyeOn = (on: Lens, own?: Followed): Eye => {
  const eye = new Eye();
  eye.update(on, own, 0);
  return eye;
};
const settle = (eye: Eye, on: Lens, own?: Followed): Gaze => {
  for (let i = 0; i < 200; i++) eye.update(on, own, 16);
  return eye.gaze;
};
const feetAt = (x: number, y: number): Followed => ({ foot: [x, y], crown: 144 });

/** The picture under the uncovered part of the element, edge by edge. */
const covers = (on: Lens, gaze: Gaze): boolean => {
  const [left, top] = toScreen(on, gaze, [0, 0]);
  const [right, bottom] = toScreen(on, gaze, on.picture);
  return left <= 0.01 && top <= 0.01 && right >= on.width - 0.01 && bottom >= on.height - on.covered - 0.01;
};

describe('a desktop', () => {
  test('shows the room over at least 78 % of its height, whole, with painted surroundings to the edges', () => {
    for (const [w, h] of [
      [1440, 900],
      [1280, 720],
      [1920, 1080],
      [2560, 1080],
      [1024, 768],
    ] as const) {
      const on = lens(w, h);
      const { gaze } = eyeOn(on, feetAt(1100, 800));
      expect((on.frame[3] * gaze.scale) / h).toBeGreaterThanOrEqual(0.78);
      expect(covers(on, gaze), `${w} x ${h}`).toBe(true);
      const [left, top] = toScreen(on, gaze, [on.frame[0], on.frame[1]]);
      const [right, bottom] = toScreen(on, gaze, [on.frame[0] + on.frame[2], on.frame[1] + on.frame[3]]);
      if (w / h > 1.4 && w / h < 2) expect(left >= 0 && top >= 0 && right <= w && bottom <= h).toBe(true);
    }
  });

  test('does not follow anybody while the whole room is in sight', () => {
    const eye = eyeOn(desktop, feetAt(700, 700));
    const before = eye.gaze;
    expect(settle(eye, desktop, feetAt(1500, 760))).toEqual(before);
  });
});

describe('a phone', () => {
  test("shows one's own figure at least 120 px tall, the picture everywhere", () => {
    expect(natural(phone) * 144).toBeGreaterThanOrEqual(120);
    for (const foot of [
      [650, 760],
      [1104, 520],
      [1560, 760],
      [1104, 1010],
    ] as const) {
      const { gaze } = eyeOn(phone, feetAt(foot[0], foot[1]));
      expect(covers(phone, gaze)).toBe(true);
      const [x, y] = toScreen(phone, gaze, [foot[0], foot[1]]);
      expect(x > 40 && x < 350 && y < 844 - 70 && y > 140).toBe(true);
    }
  });

  test('leaves the camera alone in a dead zone of 15 %, and follows beyond it within 300 ms or so', () => {
    const eye = eyeOn(phone, feetAt(1000, 750));
    const before = settle(eye, phone, feetAt(1000, 750));
    expect(settle(eye, phone, feetAt(1000 + 40, 750))).toEqual(before);
    for (let ms = 0; ms < 300; ms += 10) eye.update(phone, feetAt(1200, 750), 10);
    const [x] = toScreen(phone, eye.gaze, [1200, 750]);
    expect(Math.abs(x - (195 + 0.15 * 390))).toBeLessThan(8);
  });

  test('keeps the figure, its name and room for two bubbles above the keyboard', () => {
    for (const foot of [
      [1104, 1000],
      [700, 800],
      [1104, 560],
    ] as const) {
      const gaze = settle(eyeOn(phone, feetAt(foot[0], foot[1])), keyboard, feetAt(foot[0], foot[1]));
      const feet = toScreen(keyboard, gaze, [foot[0], foot[1]])[1];
      const crown = toScreen(keyboard, gaze, [foot[0], foot[1] - 144])[1];
      expect(feet).toBeLessThanOrEqual(444 - 30);
      expect(crown).toBeGreaterThanOrEqual(140);
    }
  });

  test('a double tap shows the whole room, another one returns', () => {
    const eye = eyeOn(phone, feetAt(700, 700));
    eye.toggleWhole();
    const { scale } = settle(eye, phone, feetAt(700, 700));
    expect(scale).toBeCloseTo(whole(phone));
    expect(scale * 1056).toBeLessThanOrEqual(390);
    eye.toggleWhole();
    expect(settle(eye, phone, feetAt(700, 700)).scale).toBeCloseTo(natural(phone));
  });

  test('a stranger sees as much as covers the page', () => {
    expect(covers(phone, eyeOn(phone).gaze)).toBe(true);
    expect(overview(phone)).toBeLessThan(natural(phone));
  });
});

test('pinching keeps the point under the fingers and stays between half and double', () => {
  const [least, most] = limits(phone);
  expect(most).toBeCloseTo(natural(phone) * 2);
  expect(least).toBeLessThanOrEqual(natural(phone) * 0.5);
  const gaze = { x: 1000, y: 700, scale: 1 };
  const at = [150, 300] as const;
  const before = fromScreen(phone, gaze, at);
  const after = fromScreen(phone, zoomAt(phone, gaze, at, 1.3), at);
  expect(after).toEqual([expect.closeTo(before[0]), expect.closeTo(before[1])]);
  expect(zoomAt(phone, gaze, at, 100).scale).toBe(most);
  expect(zoomAt(phone, gaze, at, 0.001).scale).toBe(least);
});

test('a picture moved by hand stays until one walks', () => {
  const eye = eyeOn(phone, feetAt(900, 700));
  const before = settle(eye, phone, feetAt(900, 700)).x;
  eye.pan(phone, -200, 0);
  expect(settle(eye, phone, feetAt(900, 700)).x).toBeGreaterThan(before + 100);
  eye.follow();
  const [x] = toScreen(phone, settle(eye, phone, feetAt(900, 700)), [900, 700]);
  expect(Math.abs(x - 195)).toBeLessThanOrEqual(0.15 * 390 + 1);
});

test('following is the same from wherever the camera looks', () => {
  const far = wanted(phone, { x: 600, y: 400, scale: 0.9 }, feetAt(1400, 800));
  const [x, y] = toScreen(phone, far, [1400, 800]);
  expect(x).toBeCloseTo(195 + 0.15 * 390);
  expect(y).toBeLessThan(844 - 70);
});
