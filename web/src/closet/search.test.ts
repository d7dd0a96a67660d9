import { expect, test } from 'vitest';
import { matching } from './search';

const item = (id: string, slot: string, ja: string, en: string) => ({
  ...{ id, slot, name: { ja, en }, dyes: {}, owned: true, author: '', license: '' },
});
const wardrobe = {
  slots: [
    { id: 'top', name: { ja: 'トップス', en: 'Tops' }, one: false, needed: false },
    { id: 'hat', name: { ja: '帽子', en: 'Hats' }, one: false, needed: false },
  ],
  items: [
    item('tee-star', 'top', 'ほしTシャツ', 'Star tee'),
    item('tee', 'top', 'Tシャツ', 'Tee'),
    item('top-hat', 'hat', 'シルクハット', 'Top hat'),
  ],
};
const found = (query: string) => matching(wardrobe, query).map(({ id }) => id);

test('names are found in both languages, in any case, width and kana', () => {
  expect(found('STAR')).toEqual(['tee-star']);
  expect(found('ｔシャツ')).toEqual(['tee-star', 'tee']);
  expect(found('てぃ')).toEqual([]);
  expect(found('ホシ')).toEqual(['tee-star']);
  expect(found('しるくはっと')).toEqual(['top-hat']);
});

test('every word must be there', () => {
  expect(found('tee star')).toEqual(['tee-star']);
  expect(found('star  hat')).toEqual([]);
});

test('kinds are found too, after names', () => {
  expect(found('top')).toEqual(['top-hat', 'tee-star', 'tee']);
  expect(found('帽子')).toEqual(['top-hat']);
});
