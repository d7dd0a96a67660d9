import { expect, test } from 'vitest';
import { Pace } from './pace';

/** Frames drawn in a second of a screen with so many hertz. */
function frames(pace: Pace, hertz: number, busy: boolean, from = 0): number {
  let drawn = 0;
  for (let i = 0; i < hertz; i++) if (pace.due(from + (i * 1000) / hertz, busy)) drawn++;
  return drawn;
}

test('a graphics card draws every frame while something moves, fewer while people breathe', () => {
  expect(frames(new Pace('ANGLE (Apple, M1)', () => 'auto'), 60, true)).toBe(60);
  expect(frames(new Pace('ANGLE (Apple, M1)', () => 'auto'), 60, false)).toBe(30);
});

test('software rendering is spared', () => {
  const pace = new Pace('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))', () => 'auto');
  expect(pace.lowPower).toBe(true);
  expect(frames(pace, 60, true)).toBeLessThanOrEqual(21);
  expect(frames(pace, 60, false, 2000)).toBeLessThanOrEqual(9);
});

test('a click is answered in the next frame, whatever the rhythm', () => {
  const pace = new Pace('llvmpipe', () => 'auto');
  expect(pace.due(0, false)).toBe(true);
  expect(pace.due(16, false)).toBe(false);
  pace.hurry();
  expect(pace.due(33, false)).toBe(true);
});

test('a machine that is slow all the time is found out; a pause is not slowness', () => {
  const pace = new Pace('Unknown', () => 'auto');
  for (let i = 0; i < 60; i++) {
    pace.resume();
    pace.due(i * 5000, true);
  }
  expect(pace.lowPower).toBe(false);
  for (let i = 0; i < 40; i++) pace.due(400_000 + i * 60, true);
  expect(pace.lowPower).toBe(true);
});

test('the viewer has the last word', () => {
  let wish: 'auto' | 'low' | 'full' = 'low';
  const pace = new Pace('ANGLE (Apple, M1)', () => wish);
  expect(pace.lowPower).toBe(true);
  wish = 'full';
  for (let i = 0; i < 40; i++) pace.due(i * 60, true);
  expect(pace.lowPower).toBe(false);
  wish = 'auto';
  expect(pace.lowPower).toBe(true);
});
