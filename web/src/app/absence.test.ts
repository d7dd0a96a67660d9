import { expect, test } from 'vitest';
import { Absence, worthTelling } from './absence';

class Memory extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
}

test('the first reason to be away counts, and is told once', () => {
  const absence = new Absence(new Memory(), 'lounge');
  absence.away(1000);
  absence.away(5000);
  expect(absence.pending).toBe(true);
  expect(absence.back(1000 + worthTelling)).toBe(1000);
  expect(absence.pending).toBe(false);
  expect(absence.back(99_000)).toBeUndefined();
});

test('short absences are not spoken of', () => {
  const absence = new Absence(new Memory(), 'lounge');
  absence.away(1000);
  expect(absence.back(1000 + worthTelling - 1)).toBeUndefined();
});

test('a closed page is an absence, in that room', () => {
  const storage = new Memory();
  new Absence(storage, 'lounge').away(1000);
  expect(new Absence(storage, 'alley').pending).toBe(false);
  expect(new Absence(storage, 'lounge').back(60_000)).toBe(1000);
});
