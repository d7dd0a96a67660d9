import { afterEach, expect, test, vi } from 'vitest';
import { Looks } from './looks';

const svg =
  '<svg viewBox="0 0 64 48"><metadata>{"format":1,"views":{"front":[{"plane":"head","bone":"head","frames":{"":[0,0,9,9,60,40]}}],"back":[]}}</metadata></svg>';
const destroyed: string[] = [];
const asked: string[] = [];
let broken = false;

const fetch = async (hash: string) => {
  asked.push(hash);
  if (broken) throw new Error('not there');
  return svg;
};
vi.mock('../figure/raster', () => ({
  rasterise: async () => ({}),
}));
vi.mock('./raster', () => ({
  texture: () => ({}),
  letGo: () => destroyed.push('texture'),
}));
vi.mock('pixi.js', () => ({}));

afterEach(() => {
  destroyed.length = 0;
  asked.length = 0;
  broken = false;
  vi.restoreAllMocks();
});

test('equal outfits share one sheet, let go with the last wearer', async () => {
  const looks = new Looks(fetch, () => 1, false);
  const one = looks.take('aa', () => 0);
  const two = looks.take('aa', () => 0);
  expect(two).toBe(one);
  looks.pump(0);
  await vi.waitFor(() => expect(one.dressed).toBeDefined());
  expect(asked).toEqual(['aa']);
  expect(one.dressed!.crown.front).toBe(40);
  looks.release(one);
  expect(destroyed).toEqual([]);
  looks.release(two);
  expect(destroyed).toEqual(['texture']);
  expect(one.dressed).toBeUndefined();
});

test('two at a time, nearest first', async () => {
  const looks = new Looks(fetch, () => 1, false);
  const far = looks.take('far', () => 300);
  looks.take('near', () => 10);
  looks.take('mid', () => 100);
  looks.pump(0);
  expect(asked).toEqual(['near', 'mid']);
  await vi.waitFor(() => {
    looks.pump(1);
    expect(far.dressed).toBeDefined();
  });
});

test('a sheet that cannot be had is asked for again, later', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  broken = true;
  const looks = new Looks(fetch, () => 1, false);
  const look = looks.take('aa', () => 0);
  looks.pump(0);
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
  broken = false;
  await Promise.resolve();
  looks.pump(100);
  expect(asked).toHaveLength(1);
  looks.pump(5000);
  await vi.waitFor(() => expect(look.dressed).toBeDefined());
});

test('somebody who leaves before the sheet arrives leaves nothing behind', async () => {
  const looks = new Looks(fetch, () => 1, false);
  const look = looks.take('aa', () => 0);
  looks.pump(0);
  looks.release(look);
  await new Promise((resolve) => setTimeout(resolve));
  expect(look.dressed).toBeUndefined();
  expect(destroyed).toEqual([]);
});
