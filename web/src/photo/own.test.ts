import { expect, test } from 'vitest';
import { Own } from './own';

class Memory extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
}

test('a picture is its maker’s until they take it back, also in another tab', () => {
  const storage = new Memory();
  const [own, tab] = [new Own(storage), new Own(storage)];
  own.add('a');
  tab.add('b');
  expect(['a', 'b', 'c'].map((id) => own.has(id))).toEqual([true, true, false]);
  tab.remove('a');
  expect(['a', 'b'].map((id) => own.has(id))).toEqual([false, true]);
});

test('as many are remembered as the server keeps', () => {
  const own = new Own(new Memory());
  for (let i = 0; i < 25; i++) own.add(`p${i}`);
  expect([own.has('p4'), own.has('p5'), own.has('p24')]).toEqual([false, true, true]);
});
