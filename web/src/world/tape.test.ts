import { expect, test } from 'vitest';
import type { Event, View } from '../wire/types';
import { Tape } from './tape';

const view = {
  position: '1-1',
  room: { id: 'bar', title: { ja: '', en: '' }, capacity: 9, map: '' },
  people: [],
  seats: [],
  lines: [],
  lately: [],
} as View;
const said = (n: number) => ({ position: `1-${n}`, type: 'said', at: n * 100, who: 'ben', text: `${n}` }) as Event;

test('a tape is played on, back and forth', () => {
  const tape = new Tape(view, [said(1), said(2), said(3)], 0, 350);
  const heard = () => tape.view.lines.map((l) => l.text).join('');
  tape.play(150);
  expect(heard()).toBe('1');
  tape.seek(300);
  expect(heard()).toBe('123');
  expect(tape.over).toBe(false);
  tape.seek(200);
  expect(heard()).toBe('12');
  tape.play(1000);
  expect([heard(), tape.now, tape.over]).toEqual(['123', 350, true]);
});
