import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Fitting, settling } from './fitting';
import type { Recipe } from './recipe';

/** A server whose answers come when a test says so. */
class Shop {
  readonly asked: string[] = [];
  readonly dropped: string[] = [];
  readonly failures: unknown[] = [];
  readonly cancelled: string[] = [];
  private readonly answers = new Map<string, { give(): void; refuse(error: Error): void }>();

  readonly fitting = new Fitting<string>({
    fit: (recipe, signal) => {
      const { item } = recipe.wear[0]!;
      this.asked.push(item);
      signal.addEventListener('abort', () => this.cancelled.push(item));
      return new Promise((resolve, reject) => {
        this.answers.set(item, { give: () => resolve({ hash: item, url: '', portrait: '' }), refuse: reject });
      });
    },
    draw: async ({ hash }) => `drawn ${hash}`,
    drop: (drawing) => this.dropped.push(drawing),
    failed: (error) => this.failures.push(error),
  });

  async give(item: string): Promise<void> {
    this.answers.get(item)!.give();
    await vi.advanceTimersByTimeAsync(0);
  }

  async refuse(item: string): Promise<void> {
    this.answers.get(item)!.refuse(new Error(item));
    await vi.advanceTimersByTimeAsync(0);
  }

  get shown(): string | undefined {
    return this.fitting.shown.value?.drawing;
  }
}

const look = (item: string): Recipe => ({ wear: [{ item }] });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function tried(shop: Shop, item: string): Promise<void> {
  shop.fitting.try(look(item));
  await vi.advanceTimersByTimeAsync(settling);
}

test('a hurry of changes asks once, for the last', async () => {
  const shop = new Shop();
  for (const item of ['a', 'b', 'c']) {
    shop.fitting.try(look(item));
    await vi.advanceTimersByTimeAsync(settling - 1);
  }
  expect(shop.asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(shop.asked).toEqual(['c']);
});

test('the look before stays until the new one is there', async () => {
  const shop = new Shop();
  await tried(shop, 'a');
  await shop.give('a');
  expect(shop.shown).toBe('drawn a');
  await tried(shop, 'b');
  expect(shop.shown).toBe('drawn a');
  expect(shop.fitting.busy.value).toBe(true);
  await shop.give('b');
  expect(shop.shown).toBe('drawn b');
  expect(shop.fitting.busy.value).toBe(false);
});

test('the latest wins, also when an older answer comes after it', async () => {
  const shop = new Shop();
  await tried(shop, 'a');
  await tried(shop, 'b');
  expect(shop.cancelled).toEqual(['a']);
  await shop.give('b');
  await shop.give('a');
  expect(shop.shown).toBe('drawn b');
  expect(shop.dropped).toEqual(['drawn a']);
});

test('going back to a look asks nobody, and gives up what was on its way', async () => {
  const shop = new Shop();
  await tried(shop, 'a');
  await shop.give('a');
  await tried(shop, 'b');
  shop.fitting.try(look('a'));
  expect(shop.shown).toBe('drawn a');
  expect(shop.fitting.busy.value).toBe(false);
  expect(shop.cancelled).toContain('b');
  await vi.advanceTimersByTimeAsync(settling);
  expect(shop.asked).toEqual(['a', 'b']);
});

test('a look the server knows is drawn at once, and not asked for', async () => {
  const shop = new Shop();
  shop.fitting.put(look('a'), { hash: 'a', url: '', portrait: '' });
  await vi.advanceTimersByTimeAsync(0);
  expect(shop.shown).toBe('drawn a');
  await tried(shop, 'a');
  expect(shop.asked).toEqual([]);
});

test('a refused look is told, what was shown stays, and it may be tried again', async () => {
  const shop = new Shop();
  await tried(shop, 'a');
  await shop.give('a');
  await tried(shop, 'b');
  await shop.refuse('b');
  expect(shop.failures).toHaveLength(1);
  expect(shop.shown).toBe('drawn a');
  expect(shop.fitting.busy.value).toBe(false);
  await tried(shop, 'b');
  expect(shop.asked).toEqual(['a', 'b', 'b']);
});

test('a look that was given up is not told as a failure', async () => {
  const shop = new Shop();
  await tried(shop, 'a');
  await tried(shop, 'b');
  await shop.refuse('a');
  expect(shop.failures).toEqual([]);
});

test('of many looks the drawings last shown are kept, the others let go', async () => {
  const shop = new Shop();
  const all = [...'abcdefghijkl'];
  for (const item of all) {
    await tried(shop, item);
    await shop.give(item);
  }
  expect(shop.dropped).toEqual(['a', 'b', 'c', 'd'].map((item) => `drawn ${item}`));
  shop.fitting.close();
  expect(shop.dropped).toHaveLength(all.length);
  expect(shop.shown).toBeUndefined();
});

test('what was drawn anew is tried on again, and shown until then', async () => {
  const shop = new Shop();
  for (const item of ['a', 'b']) {
    await tried(shop, item);
    await shop.give(item);
  }
  shop.fitting.forgetAll();
  expect(shop.shown).toBe('drawn b');
  expect(shop.dropped).toEqual(['drawn a']);
  await tried(shop, 'b');
  await shop.give('b');
  expect(shop.asked).toEqual(['a', 'b', 'b']);
  expect(shop.dropped).toEqual(['drawn a', 'drawn b']);
});

test('drawing anew replaces what is shown, and nothing else', async () => {
  const shop = new Shop();
  for (const item of ['a', 'b']) {
    await tried(shop, item);
    await shop.give(item);
  }
  const before = shop.fitting.shown.value;
  await shop.fitting.redraw();
  expect(shop.fitting.shown.value).not.toBe(before);
  expect(shop.fitting.shown.value).toMatchObject({ outfit: { hash: 'b' } });
  expect(shop.dropped).toEqual(['drawn a', 'drawn b']);
});
