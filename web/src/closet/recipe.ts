import type { Garment, Recipe } from '../wire/types';

/** `#rrggbb` in lower case. */
export type Colour = string;
export type ItemID = string;
export type SlotID = string;

export type { Garment, Recipe };

/** Whether two recipes dress alike, down to every dye. */
export const alike = (a: Recipe, b: Recipe): boolean => spelled(a) === spelled(b);

/** A recipe's one spelling: a key for what was fitted before. */
export function spelled({ skin, wear }: Recipe): string {
  const sorted = (dyes: Garment['dyes'] = {}) => Object.entries(dyes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([skin ?? '', wear.map(({ item, dyes }) => [item, sorted(dyes)])]);
}

export const worn = ({ wear }: Recipe, item: ItemID): Garment | undefined => wear.find((g) => g.item === item);
