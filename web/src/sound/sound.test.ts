import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ambiences } from './ambience';
import { shorts, steps } from './shorts';
import type { Layer } from './synth';

test('every word a designer may write is heard, and no other', async () => {
  const reader = await readFile(new URL('../../../service/catalog/tiled/senses.go', import.meta.url), 'utf8');
  const words = (list: string) =>
    [...reader.match(new RegExp(`\\t${list} = .*`))![0].matchAll(/"(.*?)"/g)].map((m) => m[1]);
  expect(words('Sounds')).toEqual(Object.keys(ambiences).sort());
  expect(words('Steps').sort()).toEqual(Object.keys(steps).sort());
});

test('what is short is short, and begins at once', () => {
  const all: Record<string, readonly Layer[]> = { ...shorts, ...steps };
  for (const [name, layers] of Object.entries(all)) {
    const ends = layers.map(({ ms, after = 0 }) => ms + after);
    expect(Math.max(...ends), name).toBeLessThanOrEqual(1100);
    expect(Math.min(...layers.map(({ after = 0 }) => after)), name).toBe(0);
    for (const { from, to = from, gain } of layers) {
      expect(Math.min(from, to), name).toBeGreaterThan(40);
      expect(gain, name).toBeLessThanOrEqual(1);
    }
  }
});
