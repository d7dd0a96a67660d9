import { expect, test } from 'vitest';
import { rig } from '../figure/bones';
import { guiseOf } from '../figure/guise';
import type { PersonView } from '../wire/types';
import type { Gesture } from '../world/reduce';
import { type Bearing, BLEND, Gestures, lengthOf } from './gesture';

const person: PersonView = { id: 'a', name: 'A', kind: 'person', outfit: 'o', path: [[0, 0, 0]], facing: 'se' };
const frame = 10;

const bearing = (now: number, more: Partial<Bearing> = {}): Bearing => ({
  person,
  mark: undefined,
  now,
  ms: frame,
  holds: false,
  seated: 0,
  walking: false,
  talking: false,
  still: false,
  ...more,
});

/** Plays from one instant to another; the answer is what is played then. */
function play(gestures: Gestures, from: number, to: number, more: Partial<Bearing> = {}) {
  for (let now = from; now <= to; now += frame) gestures.update(bearing(now, more));
  return gestures.played.map(({ pose, ms, weight }) => ({ name: nameOf(pose), ms, weight }));
}

const nameOf = (pose: unknown) => Object.entries(rig.poses).find(([, p]) => p === pose)?.[0];
const made = (name: Gesture, at: number) => ({ mark: { gesture: { name, at } } });
const doing = (name: 'dance' | 'groove' | 'sleep', since: number) => ({
  person: { ...person, doing: name, doingSince: since },
});

test('a gesture comes in within the blend, is played once from its own instant, and goes out again', () => {
  const gestures = new Gestures();
  gestures.update(bearing(0));
  const length = lengthOf(rig.poses.bow!);
  expect(play(gestures, 1000, 1000, made('bow', 1000))[0]?.weight).toBeCloseTo(frame / BLEND);
  expect(play(gestures, 1010, 1400, made('bow', 1000))).toEqual([{ name: 'bow', ms: 400, weight: 1 }]);
  expect(play(gestures, 1410, 1000 + length - frame, made('bow', 1000))[0]?.weight).toBe(1);
  expect(play(gestures, 1000 + length, 1000 + length + BLEND, made('bow', 1000))).toEqual([]);
  expect(gestures.busy).toBe(false);
});

test('a gesture that loops is played for all its rounds', () => {
  expect(lengthOf(rig.poses.clap!)).toBe(rig.poses.clap!.ms * rig.poses.clap!.rounds!);
  const gestures = new Gestures();
  expect(play(gestures, 1000, 1000 + lengthOf(rig.poses.clap!) - frame, made('clap', 1000))[0]?.name).toBe('clap');
});

test('all dancers are in step, whenever they began; who is found dancing dances from the first frame', () => {
  const early = play(new Gestures(), 4000, 7000, doing('dance', 4000));
  const late = play(new Gestures(), 7000, 7000, doing('dance', 5123));
  expect(late).toEqual(early);
  expect(late[0]).toMatchObject({ name: 'dance', weight: 1 });
});

test('a dance waits for the end of a walk, and for who gets up', () => {
  expect(play(new Gestures(), 0, 500, { ...doing('dance', 0), walking: true })).toEqual([]);
  expect(play(new Gestures(), 0, 500, { ...doing('dance', 0), seated: 0.2 })).toEqual([]);
});

test('chairs and full hands have poses of their own', () => {
  const named = (more: Partial<Bearing>) => play(new Gestures(), 1000, 1300, more).map((p) => p.name);
  expect(named({ ...doing('sleep', 0), seated: 1 })).toEqual(['sleep-sit']);
  expect(named({ ...made('wave', 1000), seated: 1 })).toEqual(['wave-sit']);
  expect(named({ ...made('cheer', 1000), holds: true })).toEqual(['cheer-hold']);
  expect(named({ seated: 1, talking: true })).toEqual(['sit-talk']);
  expect(named({ seated: 1, talking: true, ...made('clap', 1000) })).toEqual(['clap']);
  expect(named({ talking: true })).toEqual([]);
});

test('a hand that holds something stays held up, while the other waves and over a laugh', () => {
  const held = (more: Partial<Bearing>) => play(new Gestures(), 1000, 1500, { holds: true, ...more });
  expect(held({}).map((p) => [p.name, p.weight])).toEqual([['hold', 1]]);
  expect(held(made('wave', 1000)).map((p) => p.name)).toEqual(['wave-hold', 'hold']);
  expect(held(made('giggle', 1000)).map((p) => p.name)).toEqual(['giggle', 'hold']);
});

test('a gesture newer than the dance is played, an older one is not', () => {
  expect(play(new Gestures(), 3000, 3500, { ...doing('dance', 2500), ...made('wave', 2400) })[0]?.name).toBe('dance');
  expect(play(new Gestures(), 3000, 3500, { ...doing('dance', 2500), ...made('wave', 2600) })[0]?.name).toBe('wave');
});

test('with little motion a gesture is one picture', () => {
  const gestures = new Gestures();
  for (const at of [1400, 1500]) {
    expect(play(gestures, at, at, { ...made('bow', 1000), still: true })[0]?.ms).toBe(rig.poses.bow!.still);
  }
});

test('fingers stay closed about what is held, and the last pose decides over the planes', () => {
  const { sit, wave, clap } = rig.poses;
  expect(guiseOf([sit!, wave!], 'front', false)).toMatchObject({ variants: ['sit'], planes: { 'armR.lo': 'wave' } });
  expect(guiseOf([wave!], 'front', true).planes['armR.lo']).toBe('hold');
  expect(guiseOf([sit!, clap!], 'back', false).above).toBe(clap!.above!.back);
  expect(guiseOf([sit!], 'front', false).above).toBe(sit!.above!.front);
});
