import { expect, test } from 'vitest';
import { breakLines, directionOf, shorten } from './text';

/** Japanese and emoji are two wide, everything else one. */
const measure = (text: string) =>
  [...new Intl.Segmenter().segment(text)].reduce(
    (sum, { segment }) => sum + (/[\u3000-\u9fff\uff00-\uffef]|\p{Extended_Pictographic}/u.test(segment) ? 2 : 1),
    0,
  );
const lines = (text: string, width: number, most = 9) => breakLines(text, width, most, measure);

test('English breaks between words, and a long word where it must', () => {
  expect(lines('Which song is this?', 10)).toEqual(['Which song', 'is this?']);
  expect(lines('a internationalisation b', 10)).toEqual(['a', 'internatio', 'nalisation', 'b']);
  expect(lines('well-known', 6)).toEqual(['well-', 'known']);
});

test('Japanese breaks anywhere but before 、。ー and after 「', () => {
  expect(lines('今日は寒かったですね', 8)).toEqual(['今日は寒', 'かったで', 'すね']);
  expect(lines('そうです。はい', 8)).toEqual(['そうで', 'す。はい']);
  expect(lines('あの「ケーキ」', 6)).toEqual(['あの', '「ケー', 'キ」']);
});

test('emoji stay whole', () => {
  expect(lines('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 4)).toEqual(['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
  expect(shorten('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5, measure)).toBe('👨‍👩‍👧‍👦👨‍👩‍👧‍👦…');
});

test('too long a text ends in an ellipsis on its last line', () => {
  const cut = lines('one two three four five six seven', 9, 2);
  expect(cut).toEqual(['one two', 'three…']);
  expect(lines('one two', 9, 2)).toEqual(['one two']);
});

test('all white space is alike, and none is drawn at a break', () => {
  expect(lines('a\n b', 9)).toEqual(['a b']);
  expect(lines('ab   cd', 3)).toEqual(['ab', 'cd']);
  expect(lines('  ab', 4)).toEqual(['ab']);
});

test('nothing gives one empty line', () => {
  expect(lines('', 5)).toEqual(['']);
});

test('the first letter tells which way a text runs', () => {
  expect(directionOf('… שלום hello')).toBe('rtl');
  expect(directionOf('hello שלום')).toBe('ltr');
  expect(directionOf('مرحبا')).toBe('rtl');
  expect(directionOf('12 👍')).toBe('ltr');
});
