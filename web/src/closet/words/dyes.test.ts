import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

interface Item {
  id: string;
  slot: string;
  dyes?: Record<string, unknown>;
}

const items = new URL('../../../../art/items/', import.meta.url);
const all = readdirSync(items, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('item.json'))
  .map((path) => JSON.parse(readFileSync(new URL(path, items), 'utf8')) as Item);

test('every dye of the catalogue has a name in both languages, and no two of an item the same', () => {
  expect(all.length).toBeGreaterThan(200);
  for (const { id, slot, dyes = {} } of all) {
    const offered = Object.keys(dyes).filter((dye) => dye !== 'skin' || slot === 'body');
    for (const [lang, { dyeNames }] of Object.entries({ ja, en })) {
      const names = offered.map((dye) => dyeNames[dye]);
      expect(names, `${id}, ${lang}`).not.toContain(undefined);
      expect(new Set(names).size, `${id}, ${lang}`).toBe(names.length);
    }
  }
});
