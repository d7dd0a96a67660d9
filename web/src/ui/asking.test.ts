import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Asking, stands } from './asking';

class Memory extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
}

const ken = { who: 'ken', name: 'Ken' };
const open = { answered: false, seen: true };
let storage: Memory;
let asking: Asking;

beforeEach(() => {
  vi.useFakeTimers();
  storage = new Memory();
  asking = new Asking(storage);
});

afterEach(() => vi.useRealTimers());

test('the question is put once, and never again in this browser', () => {
  asking.ask(ken, open);
  expect(asking.by.value).toEqual(ken);
  asking.close();
  asking.ask(ken, open);
  expect(asking.by.value).toBeUndefined();
  const later = new Asking(storage);
  later.ask(ken, open);
  expect(later.by.value).toBeUndefined();
});

test('left alone it goes by itself, and is not put again either', () => {
  asking.ask(ken, open);
  vi.advanceTimersByTime(stands - 1);
  expect(asking.by.value).toEqual(ken);
  vi.advanceTimersByTime(1);
  expect(asking.by.value).toBeUndefined();
  asking.ask(ken, open);
  expect(asking.by.value).toBeUndefined();
});

test('whoever has answered already is not asked, nor whoever does not look', () => {
  asking.ask(ken, { answered: true, seen: true });
  asking.ask(ken, { answered: false, seen: false });
  expect(asking.by.value).toBeUndefined();
  asking.ask(ken, open);
  expect(asking.by.value).toEqual(ken);
});

test('a page closed before it was answered may ask again', () => {
  asking.ask(ken, open);
  const next = new Asking(storage);
  next.ask(ken, open);
  expect(next.by.value).toEqual(ken);
});

test('it stays while somebody is about to answer', () => {
  asking.ask(ken, open);
  vi.advanceTimersByTime(stands - 1);
  asking.hold();
  vi.advanceTimersByTime(stands * 3);
  expect(asking.by.value).toEqual(ken);
  asking.wait();
  vi.advanceTimersByTime(stands);
  expect(asking.by.value).toBeUndefined();
});

test('a second photographer does not put off the end', () => {
  asking.ask(ken, open);
  vi.advanceTimersByTime(stands - 1);
  asking.ask({ who: 'aoi', name: 'Aoi' }, open);
  expect(asking.by.value).toEqual(ken);
  vi.advanceTimersByTime(1);
  expect(asking.by.value).toBeUndefined();
});
