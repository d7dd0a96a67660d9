import { expect, test } from 'vitest';
import { onHead, paintOrder } from './planes';
import type { Draw } from './sheet';

const draw = (plane: string): Draw => ({ plane, bone: 'torso', frames: {} });

test('planes are painted above those a pose names, among themselves as ever', () => {
  const list = ['armL.lo', 'armL.up', 'trunk', 'trunk', 'lap', 'head', 'armR.lo'];
  const order = (above: Record<string, string>) => paintOrder(list.map(draw), 'front', above).map((i) => list[i]);
  expect(order({})).toEqual(list);
  expect(order({ 'armL.lo': 'lap', 'armL.up': 'lap' })).toEqual([
    'trunk',
    'trunk',
    'lap',
    'armL.lo',
    'armL.up',
    'head',
    'armR.lo',
  ]);
  expect(paintOrder(list.map(draw), 'front', { 'armL.lo': 'lap' })).toEqual([1, 2, 3, 4, 0, 5, 6]);
  // A plane of which there is nothing holds its place.
  expect(order({ 'armR.lo': 'legR.up' })).toEqual(['armL.lo', 'armL.up', 'armR.lo', 'trunk', 'trunk', 'lap', 'head']);
});

test('what hangs on the head is known by its bone', () => {
  expect(['head', 'face', 'hair.top', 'ear.l'].map(onHead)).toEqual([true, true, true, true]);
  expect(['torso', 'cape', 'armR.lo', 'nothing'].map(onHead)).toEqual([false, false, false, false]);
});
