import { expect, test } from 'vitest';
import type { LineView } from '../../wire/types';
import { holdOf, speeches } from './speech';

const line = (who: string, at: number, text = 'hi'): LineView => ({ position: `1-${at}`, at, who, name: who, text });
const nobody = new Map<string, string>();
const everybody = () => true;
const states = (lines: LineView[], now: number, most = 8, onScreen: (who: string) => boolean = everybody) =>
  speeches(lines, nobody, now, most, onScreen).map((s) => `${s.line.who} ${s.line.text} ${s.state}`);

test('a line holds 4 s and 60 ms a character, at most 12 s, and fades in 200 ms', () => {
  expect(holdOf(line('a', 0, 'やっほー'))).toBe(4240);
  expect(holdOf(line('a', 0, '😀'.repeat(10)))).toBe(4600);
  expect(holdOf(line('a', 0, 'a'.repeat(400)))).toBe(12_000);
  expect(states([line('a', 0)], 4119)).toEqual(['a hi full']);
  expect(states([line('a', 0)], 4120)).toEqual(['a hi leaving']);
  expect(states([line('a', 0)], 4320)).toEqual([]);
});

test('everybody has one bubble, their newest', () => {
  expect(states([line('a', 0, 'one'), line('b', 1), line('a', 2, 'two')], 10)).toEqual(['b hi full', 'a two full']);
});

test('the oldest shrink to dots when too many speak', () => {
  const lines = ['a', 'b', 'c', 'd'].map((who, i) => line(who, i));
  expect(states(lines, 10, 2)).toEqual(['a hi dot', 'b hi dot', 'c hi full', 'd hi full']);
});

test('those outside the screen take nobody a bubble', () => {
  const lines = ['a', 'b', 'c'].map((who, i) => line(who, i));
  expect(states(lines, 10, 1, (who) => who !== 'c')).toEqual(['a hi dot', 'b hi full', 'c hi dot']);
});

test('lines taken back and of ignored people do not hang', () => {
  const lines = [{ ...line('a', 0), retracted: true, text: '' }, line('b', 1)];
  expect(speeches(lines, new Map([['b', 'b']]), 10, 8, everybody)).toEqual([]);
});
