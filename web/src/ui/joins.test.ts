import { expect, test } from 'vitest';
import type { PersonView } from '../wire/types';
import { joinable } from './joins';

const person = (id: string, doing?: PersonView['doing']): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: 'o',
  path: [[0, 0, 0]],
  facing: 'se',
  ...(doing && { doing }),
});

test.each<[string, PersonView['doing'], PersonView['doing'], PersonView['doing']]>([
  ['a dance', 'dance', undefined, 'dance'],
  ['a groove, while one dances', 'groove', 'dance', 'groove'],
  ['no dance that one dances already', 'dance', 'dance', undefined],
  ['nobody’s sleep', 'sleep', undefined, undefined],
  ['nobody who stands about', undefined, undefined, undefined],
])('one joins %s', (_, theirs, mine, expected) => {
  expect(joinable(person('a', theirs), person('me', mine))).toBe(expected);
});

test('one joins neither oneself nor from outside', () => {
  expect(joinable(person('me', 'dance'), person('me', 'dance'))).toBeUndefined();
  expect(joinable(person('a', 'dance'), undefined)).toBeUndefined();
});
