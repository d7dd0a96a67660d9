import { expect, test } from 'vitest';
import type { Wardrobe } from '../wire/types';
import { schemes } from './palettes';
import { randomLook } from './random';
import type { Recipe } from './recipe';
import { Rules } from './rules';

const name = { ja: '', en: '' };
const slots = [
  ...['body', 'face', 'hair', 'eyes'].map((id) => ({ id, name, one: true, needed: id !== 'eyes' && id !== 'hair' })),
  ...['top', 'bottom', 'dress', 'onepiece', 'japanese', 'socks', 'shoes', 'hat', 'ears', 'tail', 'outer', 'neck'].map(
    (id) => ({
      ...{ id, name, one: false, needed: false },
    }),
  ),
];
const items = slots.flatMap(({ id: slot }) =>
  [1, 2, 3].map((n) => ({
    ...{ id: `${slot}-${n}`, slot, name, owned: n < 3, author: '', license: '' },
    dyes: { main: '#112233', ...(slot === 'face' && { iris: '#445566', skin: '#ffdfc8' }), trim: '#fff6e8' },
  })),
);
const wardrobe: Wardrobe = { revision: '1', slots, items, skins: ['#ffdfc8', '#8f5a44'] };
const rules = new Rules(wardrobe);
const everything = slots.map(({ id }) => id);

/** Numbers that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const looks = Array.from({ length: 300 }, (_, seed) => randomLook(wardrobe, { wear: [] }, everything, numbers(seed)));
const count = (look: Recipe, slot: string) => look.wear.filter(({ item }) => rules.slot(item) === slot).length;

test('every look can be worn: one body, one face, one hair, nothing twice, nothing that is not owned', () => {
  for (const look of looks) {
    for (const slot of ['body', 'face', 'hair', 'eyes', 'shoes']) expect(count(look, slot)).toBe(1);
    for (const slot of everything) expect(count(look, slot)).toBeLessThanOrEqual(1);
    expect(look.wear.every(({ item }) => rules.item(item)?.owned)).toBe(true);
  }
});

test('every look is dressed, and none in two ways at once', () => {
  for (const look of looks) {
    const ways = [['top', 'bottom'], ['dress'], ['top', 'onepiece'], ['top', 'bottom', 'japanese']];
    const dressed = ['top', 'bottom', 'dress', 'onepiece', 'japanese'].filter((slot) => count(look, slot) > 0);
    expect(ways).toContainEqual(dressed);
  }
});

test('now and then something Japanese is worn, over other clothes and under a coat', () => {
  const those = looks.filter((look) => count(look, 'japanese') === 1);
  expect(those.length).toBeGreaterThan(10);
  expect(those.length).toBeLessThan(looks.length / 5);
  const clothes = ['top', 'bottom', 'japanese', 'outer'];
  for (const { wear } of those) {
    const slots = wear.map(({ item }) => rules.slot(item)).filter((slot) => clothes.includes(slot));
    const outwards = slots.indexOf('japanese');
    expect(slots.slice(0, outwards).toSorted()).toEqual(['bottom', 'top']);
    expect(slots.slice(outwards + 1).every((slot) => slot === 'outer')).toBe(true);
  }
});

test('looks differ', () => {
  expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBeGreaterThan(290);
});

test('garments are dyed in one scheme; pale trimmings stay as drawn', () => {
  const clothes = ['top', 'bottom', 'dress', 'onepiece', 'japanese', 'outer', 'neck', 'shoes', 'hat'];
  for (const look of looks) {
    const garments = look.wear.filter(({ item }) => clothes.includes(rules.slot(item)));
    const colours = garments.flatMap(({ dyes }) => Object.values(dyes ?? {}));
    expect(schemes.some((scheme) => colours.every((c) => Object.values(scheme).includes(c)))).toBe(true);
    for (const { dyes } of look.wear) expect(dyes ?? {}).not.toHaveProperty('trim');
  }
});

test('ears and tail have the colour of the hair', () => {
  const eared = looks.filter((look) => count(look, 'ears') === 1);
  expect(eared.length).toBeGreaterThan(10);
  const main = (look: Recipe, slot: string) => look.wear.find(({ item }) => rules.slot(item) === slot)?.dyes?.main;
  for (const look of eared) {
    expect(main(look, 'ears')).toBe(main(look, 'hair'));
    expect(main(look, 'tail')).toBe(main(look, 'hair'));
  }
});

test('only the slots on offer change', () => {
  const mine: Recipe = {
    skin: '#abcdef',
    wear: [{ item: 'body-1' }, { item: 'face-1' }, { item: 'hair-1' }, { item: 'hat-1' }, { item: 'top-2' }],
  };
  const cut = randomLook(wardrobe, mine, ['hair', 'eyes'], numbers(4));
  expect(cut.skin).toBe('#abcdef');
  const others = cut.wear.filter(({ item }) => !['hair', 'eyes'].includes(rules.slot(item)));
  expect(others.map(({ item }) => item)).toEqual(['body-1', 'face-1', 'hat-1', 'top-2']);
  expect(count(cut, 'hair')).toBe(1);
  expect(count(cut, 'top')).toBe(1);
});
