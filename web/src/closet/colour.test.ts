import { expect, test } from 'vitest';
import { fromHsv, hsv, mix, readColour, tones } from './colour';
import { levelOf, levels, levelsBetween, skinOf } from './tan';

test('colours go to hue, saturation and value, and come back', () => {
  for (const colour of ['#000000', '#ffffff', '#e8756a', '#5bb7c4', '#352a3a', '#ff0000', '#0000fe'])
    expect(fromHsv(hsv(colour))).toBe(colour);
  expect(hsv('#00ff00')).toEqual({ h: 120, s: 1, v: 1 });
});

test('what somebody types is read, or not', () => {
  expect(readColour(' #E8756A ')).toBe('#e8756a');
  expect(readColour('fc0')).toBe('#ffcc00');
  expect(readColour('coral')).toBeUndefined();
  expect(readColour('#12345')).toBeUndefined();
});

test('tones are those the server paints', () => {
  expect(tones('#5878a8')).toEqual({ fill: '#5878a8', shade: '#485b95', line: '#2a1c37', light: '#97a8bd' });
  expect(tones('#8c5238')).toEqual({ fill: '#8c5238', shade: '#723e32', line: '#351722', light: '#b89078' });
  expect(tones('#ffdfc8')).toEqual({ fill: '#ffdfc8', shade: '#d1a8b1', line: '#4b293e', light: '#ffe8d1' });
});

const skins = ['#ffdfc8', '#fbcfae', '#e8b088', '#c98a62', '#8f5a44'];

test('tanning goes through the five skins, and between them', () => {
  skins.forEach((skin, i) => {
    expect(skinOf(i * levelsBetween, skins)).toBe(skin);
  });
  expect(skinOf(1, skins)).toBe(mix(skins[0]!, skins[1]!, 1 / levelsBetween));
  expect(levels(skins)).toBe(20);
  for (let level = 0; level <= levels(skins); level++) expect(levelOf(skinOf(level, skins), skins)).toBe(level);
});

test('a skin of any other colour has the level nearest to it', () => {
  expect(levelOf('#ffffff', skins)).toBe(0);
  expect(levelOf('#000000', skins)).toBe(levels(skins));
});
