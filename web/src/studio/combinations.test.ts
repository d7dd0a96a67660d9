import { expect, test } from 'vitest';
import { combinations } from './combinations';

const slot = (id: string, one = false, needed = false) => ({ id, name: { ja: id, en: id }, one, needed });
const item = (slot: string, id: string) => ({
  ...{ id, slot, name: { ja: id, en: id }, dyes: {}, owned: true, author: '', license: '' },
});
const hairs = Array.from({ length: 30 }, (_, i) => item('hair', `hair-${i}`));
const wardrobe = {
  slots: [
    slot('body', true, true),
    slot('face', true, true),
    slot('hair', true),
    ...['top', 'bottom', 'dress'].map((s) => slot(s)),
  ],
  items: [
    ...[item('body', 'body'), item('face', 'round'), item('face', 'long'), ...hairs],
    ...[item('bottom', 'jeans'), item('top', 'tee'), item('top', 'shirt'), item('dress', 'gown')],
  ],
};
const worn = (id: string) => combinations(wardrobe, id).map(({ wear }) => wear.map((g) => g.item));

test('an item is worn by twelve who differ', () => {
  const all = worn('shirt');
  expect(all).toHaveLength(12);
  expect(new Set(all.map(String)).size).toBe(12);
  for (const wear of all) expect(wear.slice(-2)).toEqual(['jeans', 'shirt']);
});

test('it takes the place of its like', () => {
  for (const wear of worn('gown')) expect(wear.slice(-1)).toEqual(['gown']);
  for (const wear of worn('hair-7')) expect(wear.filter((id) => id.startsWith('hair'))).toEqual(['hair-7']);
});
