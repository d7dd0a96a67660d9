import { Container, type Sprite, Texture, TextureSource } from 'pixi.js';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PersonView } from '../wire/types';
import type { Mark } from '../world/scene';
import { Air } from './air';
import { LASTS } from './burst';
import type { Paints } from './paint';

/** Pixi asks which browser it is in as soon as it is read. */
vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'node', platform: '' }));

const painted = new Texture({ source: new TextureSource({ width: 48, height: 48 }) });
const paints = new Proxy({} as Paints, { get: () => painted });
let container: Container;
let air: Air;

beforeEach(() => {
  container = new Container();
  air = new Air(container, paints);
});

const person = (id: string, more: Partial<PersonView> = {}): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: 'o',
  path: [[0, 0, 0]],
  facing: 'se',
  ...more,
});
const sleeper = person('s', { doing: 'sleep', doingSince: 1 });
const chorus: Mark = { chorus: { name: 'cheer', at: 1000 } };

function frame(who: PersonView, now: number, { mark, still = false }: { mark?: Mark; still?: boolean } = {}): boolean {
  air.over({ person: who, mark, walking: false, root: [100, 200], crown: [100, 80], side: 1 }, now, 50, still);
  return air.update(now, still);
}

/** Everything that is drawn, with where it is and how visible. */
function drawn(): { x: number; y: number; alpha: number }[] {
  const all: Sprite[] = [];
  for (const child of container.children) all.push(...(child.children as Sprite[]));
  return all.map(({ position: { x, y }, alpha }) => ({ x, y, alpha }));
}

test('a chorus lets sparks fly from each of the three, once, for two seconds', () => {
  for (const id of ['a', 'b', 'c']) expect(frame(person(id), 1100, { mark: chorus })).toBe(true);
  const many = drawn().length;
  expect(many % 3).toBe(0);
  expect(many).toBeGreaterThan(20);
  for (const id of ['a', 'b', 'c']) frame(person(id), 1600, { mark: chorus });
  expect(drawn()).toHaveLength(many);
  expect(Math.min(...drawn().map((s) => s.y))).toBeLessThan(100);
  expect(Math.max(...drawn().map((s) => s.alpha))).toBe(1);
  expect(frame(person('a'), 1000 + LASTS, { mark: chorus })).toBe(false);
  expect(drawn()).toEqual([]);
});

test('whoever comes later sees nothing of it', () => {
  expect(frame(person('a'), 1000 + LASTS, { mark: chorus })).toBe(false);
  expect(drawn()).toEqual([]);
});

test('where motion is to be reduced, the sparks only fade', () => {
  frame(person('a'), 1300, { mark: chorus, still: true });
  const before = drawn();
  frame(person('a'), 1900, { mark: chorus, still: true });
  const after = drawn();
  expect(after.map(({ x, y }) => [x, y])).toEqual(before.map(({ x, y }) => [x, y]));
});

test('letters rise from a sleeper, fade when one wakes, and go with who leaves', () => {
  for (let now = 1000; now < 2000; now += 50) frame(sleeper, now);
  expect(drawn()).toHaveLength(3);
  expect(drawn().some((s) => s.alpha > 0.5)).toBe(true);
  const risen = drawn();
  frame(sleeper, 2050);
  expect(drawn()).not.toEqual(risen);
  for (let now = 2100; now < 2700; now += 50) frame(person('s'), now);
  expect(drawn()).toEqual([]);
  frame(sleeper, 3000);
  expect(drawn()).toHaveLength(3);
  air.leave('s');
  expect(drawn()).toEqual([]);
});

test('where motion is to be reduced, the letters stand', () => {
  for (let now = 1000; now < 2000; now += 50) frame(sleeper, now, { still: true });
  const before = drawn();
  frame(sleeper, 2500, { still: true });
  expect(drawn()).toEqual(before);
});
