import { expect, test } from 'vitest';
import { gestures } from '../../world/reduce';
import { gestureOf, idles, opensWheel } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

test('the digits are the gestures in their order', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => gestureOf(press(String(n))))).toEqual(gestures);
  for (const key of ['0', '9', 'a', 'F1', ' ', 'Enter', '１']) expect(gestureOf(press(key)), key).toBeUndefined();
});

test('the row of digits counts by its places, with Shift only where that writes a digit', () => {
  expect(gestureOf(press('&', { code: 'Digit1' }))).toBe('wave');
  expect(gestureOf(press('1', { code: 'Digit1', shiftKey: true }))).toBe('wave');
  expect(gestureOf(press('/', { code: 'Digit7', shiftKey: true }))).toBeUndefined();
});

test('a number pad that moves the cursor makes no gesture', () => {
  expect(gestureOf(press('8', { code: 'Numpad8' }))).toBe('sleep');
  expect(gestureOf(press('ArrowUp', { code: 'Numpad8' }))).toBeUndefined();
});

test('what the input method takes is no gesture', () => {
  for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
    expect(gestureOf(press('1', { code: 'Digit1', ...more }))).toBeUndefined();
    expect(opensWheel(press('g', more))).toBe(false);
  }
});

test('G opens the wheel, large or small', () => {
  expect([press('g'), press('G', { shiftKey: true }), press('h')].map(opensWheel)).toEqual([true, true, false]);
});

test('digits and letters mean gestures in the room alone; where one writes they are written', () => {
  const element = (...selectors: string[]) => ({
    matches: (list: string) => list.split(', ').some((one) => selectors.includes(one)),
  });
  expect(idles(element('body'))).toBe(true);
  expect(idles(element('div', '.scene'))).toBe(true);
  expect(idles(element('input', '.line'))).toBe(false);
  expect(idles(element('button'))).toBe(false);
});
