import type { Wardrobe, WardrobeItem } from '../wire/types';

/** Katakana as hiragana, full width as half, no case: what somebody types finds what is meant. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** The items whose name, in either language, kind or id holds every word of a query; by name before by kind. */
export function matching({ items, slots }: Pick<Wardrobe, 'items' | 'slots'>, query: string): WardrobeItem[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const kinds = new Map(slots.map(({ id, name }) => [id, plain(`${name.ja} ${name.en} ${id}`)]));
  const holds = (text: string) => words.every((word) => text.includes(word));
  const own = ({ id, name }: WardrobeItem) => plain(`${name.ja} ${name.en} ${id.replaceAll('-', ' ')}`);
  const byName = items.filter((item) => holds(own(item)));
  const byKind = items.filter((item) => !byName.includes(item) && holds(`${own(item)} ${kinds.get(item.slot) ?? ''}`));
  return [...byName, ...byKind];
}
