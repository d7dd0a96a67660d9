import { expect, test } from 'vitest';
import type { View, Visitor } from '../wire/types';
import { World } from '../world/world';
import { Acquaintance } from './acquaintance';

const memory = () => {
  const kept = new Map<string, string>();
  return { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
};
const room = (): World => {
  const world = new World();
  world.me.value = { id: 'me' } as Visitor;
  world.snapshot({ people: [], seats: [], lines: [], lately: [], position: '0-0' } as unknown as View);
  return world;
};
const whispered = (n: number, who: string, to: string) =>
  ({ position: `1-${n}`, type: 'whispered', at: n, who, to, text: 'x' }) as const;

test('a stranger is one until accepted, also after the page is loaded anew', () => {
  const store = memory();
  const before = new Acquaintance(store, room());
  expect(before.with.value.has('ben')).toBe(false);
  before.accept('ben');
  before.accept('ben');
  expect([...before.with.value]).toEqual(['ben']);
  expect([...new Acquaintance(store, room()).with.value]).toEqual(['ben']);
});

test('whoever one whispers to may answer', () => {
  const store = memory();
  const world = room();
  const known = new Acquaintance(store, world);
  world.take(whispered(1, 'ben', 'me'));
  expect(known.with.value.has('ben')).toBe(false);
  world.take(whispered(2, 'me', 'chie'));
  expect(known.with.value.has('chie')).toBe(true);
  world.forget();
  expect(known.with.value.has('chie')).toBe(true);
});
