import { expect, test } from 'vitest';
import type { Wardrobe } from '../wire/types';
import { begin, type Editing, edit, type Step } from './editor';
import type { Recipe } from './recipe';
import { Rules } from './rules';

const name = { ja: '', en: '' };
const item = (id: string, slot: string, ...dyes: string[]) => ({
  ...{ id, slot, name, owned: true, author: '', license: '' },
  dyes: Object.fromEntries(dyes.map((dye) => [dye, '#ffffff'])),
});

const wardrobe: Pick<Wardrobe, 'items' | 'slots'> = {
  slots: [
    { id: 'body', name, one: true, needed: true },
    { id: 'face', name, one: true, needed: true },
    { id: 'hair', name, one: true, needed: false },
    ...['top', 'outer', 'bottom', 'dress', 'shoes', 'hat', 'novelty'].map((id) => ({
      id,
      name,
      one: false,
      needed: false,
    })),
  ],
  items: [
    item('body', 'body'),
    item('face-round', 'face', 'iris'),
    item('face-dot', 'face', 'iris'),
    item('bob', 'hair', 'main', 'tie'),
    item('twin', 'hair', 'main'),
    item('tee', 'top', 'main'),
    item('shirt', 'top', 'main'),
    item('blazer', 'outer'),
    item('jeans', 'bottom'),
    item('gown', 'dress'),
    item('boots', 'shoes'),
    item('cap', 'hat'),
    item('lamp', 'novelty'),
  ],
};
const rules = new Rules(wardrobe);

const dressed = (...items: string[]): Recipe => ({ wear: items.map((item) => ({ item })) });
const after = (recipe: Recipe, ...steps: Step[]): Editing => steps.reduce((e, s) => edit(rules, e, s), begin(recipe));
const order = ({ now }: Editing) => now.wear.map(({ item }) => item).join(' ');
const wear = (item: string, layered = false): Step => ({ type: 'wear', item, layered });

test('a new garment goes where such things are worn', () => {
  expect(
    order(after(dressed('body', 'face-round', 'bob'), wear('blazer'), wear('tee'), wear('jeans'), wear('cap'))),
  ).toBe('body face-round bob jeans tee blazer cap');
  expect(order(after(dressed('body', 'bob', 'tee', 'cap'), wear('lamp')))).toBe('body bob tee lamp cap');
});

test('an order of one’s own is kept: a shirt over a suit, and shoes outside of trousers', () => {
  const mine = dressed('body', 'blazer', 'tee', 'jeans', 'boots');
  expect(order(after(mine, wear('cap')))).toBe('body blazer tee jeans boots cap');
  expect(order(after(mine, wear('shirt')))).toBe('body blazer shirt jeans boots');
});

test('like takes the place of like, in layers only where there may be but one', () => {
  const mine = dressed('body', 'face-round', 'bob', 'tee', 'jeans');
  expect(order(after(mine, wear('shirt')))).toBe('body face-round bob shirt jeans');
  expect(order(after(mine, wear('shirt', true)))).toBe('body face-round bob tee jeans shirt');
  expect(order(after(mine, wear('twin', true)))).toBe('body face-round twin tee jeans');
  expect(order(after(mine, wear('gown')))).toBe('body face-round bob gown');
  expect(order(after(mine, wear('gown', true)))).toBe('body face-round bob tee jeans gown');
});

test('another hair keeps the colour, where it has such a dye; another shirt does not', () => {
  const dyed = after(
    dressed('body', 'bob', 'tee'),
    { type: 'dye', item: 'bob', dye: 'main', colour: '#ff0000' },
    { type: 'dye', item: 'bob', dye: 'tie', colour: '#00ff00' },
    { type: 'dye', item: 'tee', dye: 'main', colour: '#0000ff' },
    wear('twin'),
    wear('shirt'),
  );
  expect(dyed.now.wear).toEqual([{ item: 'body' }, { item: 'twin', dyes: { main: '#ff0000' } }, { item: 'shirt' }]);
});

test('what is needed is exchanged, not taken off', () => {
  const mine = dressed('body', 'face-round');
  expect(order(after(mine, { type: 'takeOff', item: 'body' }))).toBe('body face-round');
  expect(order(after(mine, wear('face-dot')))).toBe('body face-dot');
});

test('garments are moved to any place, and no further than the ends', () => {
  const mine = dressed('a', 'b', 'c', 'd');
  const move = (item: string, to: number) => order(after(mine, { type: 'move', item, to }));
  expect(move('a', 2)).toBe('b c a d');
  expect(move('d', 0)).toBe('d a b c');
  expect(move('b', 99)).toBe('a c d b');
  expect(move('b', -1)).toBe('b a c d');
  expect(move('nobody', 1)).toBe('a b c d');
});

test('steps are undone and redone one by one; a new step ends the redoing', () => {
  const mine = dressed('body', 'tee');
  const undo: Step = { type: 'undo' };
  const redo: Step = { type: 'redo' };
  const three = [wear('jeans'), wear('boots'), wear('cap')];
  expect(order(after(mine, ...three, undo, undo))).toBe('body jeans tee');
  expect(order(after(mine, ...three, undo, undo, redo))).toBe('body boots jeans tee');
  const branched = after(mine, ...three, undo, undo, wear('blazer'));
  expect(branched.future).toEqual([]);
  expect(order(edit(rules, branched, redo))).toBe('body jeans tee blazer');
  expect(order(after(mine, undo))).toBe('body tee');
});

test('a step that changes nothing leaves no trace', () => {
  const mine = dressed('body', 'face-round', 'tee');
  const nothing: Step[] = [
    wear('tee'),
    { type: 'takeOff', item: 'body' },
    { type: 'takeOff', item: 'cap' },
    { type: 'move', item: 'tee', to: 2 },
    { type: 'dye', item: 'tee', dye: 'main', colour: undefined },
    { type: 'become', recipe: dressed('body', 'face-round', 'tee') },
  ];
  expect(after(mine, ...nothing)).toEqual(begin(mine));
});

test('one drag through the colours is one step; the next is another', () => {
  const dye = (colour: string, stroke?: string): Step => ({
    ...{ type: 'dye', item: 'tee', dye: 'main', colour },
    ...(stroke && { stroke }),
  });
  const drag = after(
    dressed('tee'),
    dye('#111111', 'a'),
    dye('#222222', 'a'),
    dye('#333333', 'a'),
    dye('#444444', 'b'),
  );
  expect(drag.past.length).toBe(2);
  expect(edit(rules, drag, { type: 'undo' }).now.wear[0]!.dyes).toEqual({ main: '#333333' });
  const single = after(dressed('tee'), dye('#111111'), dye('#222222'));
  expect(single.past.length).toBe(2);
});

test('a look from elsewhere loses what the catalogue does not have', () => {
  expect(rules.known({ skin: '#ffdfc8', ...dressed('body', 'ghost', 'tee') })).toEqual({
    skin: '#ffdfc8',
    ...dressed('body', 'tee'),
  });
});
