import { expect, test } from 'vitest';
import type { PersonView } from '../wire/types';
import { silhouettes } from './photos';

const person = (id: string, more: Partial<PersonView> = {}): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: 'o',
  path: [[0, 0, 0]],
  facing: 'se',
  ...more,
});

test('whoever did not say yes is a silhouette; oneself and programs are not', () => {
  const people = [
    person('me'),
    person('silent'),
    person('shy', { photos: 'no' }),
    person('glad', { photos: 'yes' }),
    person('robot', { kind: 'program' }),
  ];
  expect([...silhouettes(people, 'me')]).toEqual(['silent', 'shy']);
});

test('nobody is oneself to whoever is nobody here', () => {
  expect([...silhouettes([person('me')], undefined)]).toEqual(['me']);
});
