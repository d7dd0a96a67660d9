import { beforeEach, expect, test } from 'vitest';
import type { PersonView } from '../wire/types';
import { Doze, dozesAfter } from './doze';

const person: PersonView = { id: 'a', name: 'A', kind: 'person', outfit: 'o', path: [[0, 0, 0]], facing: 'se' };
let self: PersonView | undefined;
let said: string[];
let doze: Doze;

beforeEach(() => {
  self = person;
  said = [];
  doze = new Doze({ self: () => self, express: (name) => said.push(name) }, 0);
  doze.touched(1000);
});

/** The room answers. */
const sleeps = (more: Partial<PersonView> = {}) => {
  self = { ...person, doing: 'sleep', doingSince: 1, ...more };
};

test('five minutes untouched, and one falls asleep, once', () => {
  doze.tick(1000 + dozesAfter - 1);
  expect(said).toEqual([]);
  doze.tick(1000 + dozesAfter);
  doze.tick(1500 + dozesAfter);
  expect(said).toEqual(['sleep']);
});

test('a hand on the page puts it off', () => {
  doze.touched(200_000);
  doze.tick(1000 + dozesAfter);
  expect(said).toEqual([]);
  doze.tick(200_000 + dozesAfter);
  expect(said).toEqual(['sleep']);
});

test('who comes back wakes with the face they had', () => {
  doze.tick(1000 + dozesAfter);
  sleeps({ expression: 'shy' });
  doze.touched(2000 + dozesAfter);
  doze.touched(2001 + dozesAfter);
  expect(said).toEqual(['sleep', 'shy']);
});

test('who comes back before the room knows of it wakes as soon as it does', () => {
  doze.tick(1000 + dozesAfter);
  doze.touched(1001 + dozesAfter);
  sleeps();
  doze.touched(1100 + dozesAfter);
  expect(said).toEqual(['sleep', 'neutral']);
});

test('who chose to sleep sleeps on under a moving hand', () => {
  sleeps();
  doze.touched(2000);
  expect(said).toEqual([]);
  doze.tick(2000 + dozesAfter);
  expect(said).toEqual([]);
});

test('a fresh page wakes whom it finds asleep', () => {
  sleeps();
  const fresh = new Doze({ self: () => self, express: (name) => said.push(name) }, 0);
  fresh.touched(10);
  expect(said).toEqual(['neutral']);
});

test('nobody dozes off while they dance, or where commands do not arrive', () => {
  self = { ...person, doing: 'dance', doingSince: 1 };
  doze.tick(1000 + dozesAfter);
  self = undefined;
  doze.tick(1000 + dozesAfter);
  expect(said).toEqual([]);
  self = person;
  doze.tick(1000 + dozesAfter);
  expect(said).toEqual(['sleep']);
});
