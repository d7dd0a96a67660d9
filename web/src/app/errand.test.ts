import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Errand } from './errand';

const door = { id: 'door', name: { ja: '', en: '' }, target: 'club', at: [400, 20] as [number, number] };
const arrive = vi.fn();
const walk = vi.fn(async () => true);
let errand: Errand;

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  errand = new Errand({ now: () => Date.now(), walk, arrive });
});

afterEach(() => {
  vi.useRealTimers();
  arrive.mockReset();
  walk.mockClear();
});

test('who has walked to a door goes through it on arrival, not before', () => {
  void errand.begin(door);
  errand.walks([
    [100, 100, 10_000],
    [400, 20, 11_500],
  ]);
  vi.advanceTimersByTime(1499);
  expect(arrive).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(arrive.mock.calls).toEqual([['club']]);
});

test('who stands at the door already goes through at once; somebody before it is no hindrance', () => {
  void errand.begin(door);
  errand.walks([[430, 60, 9000]]);
  vi.advanceTimersByTime(0);
  expect(arrive).toHaveBeenCalledTimes(1);
});

test('who walks elsewhere or sits down stays', () => {
  void errand.begin(door);
  errand.walks([[400, 20, 11_000]]);
  errand.walks([[100, 100, 10_500]]);
  vi.runAllTimers();
  void errand.begin(door);
  errand.walks([[200, 200, 11_000]]);
  errand.walks([]);
  vi.runAllTimers();
  expect(arrive).not.toHaveBeenCalled();
});

test('who finds a crowd before the door asks again as it goes through, and at last stays where there is no way', () => {
  void errand.begin(door);
  errand.walks([[250, 90, 10_400]]);
  vi.advanceTimersByTime(400);
  expect(walk).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(600);
  expect(walk).toHaveBeenCalledTimes(2);
  errand.walks([[350, 50, 11_500]]);
  vi.advanceTimersByTime(500);
  expect(arrive.mock.calls).toEqual([['club']]);

  void errand.begin(door);
  for (let i = 0; i < 40; i++) {
    errand.walks([[200, 200, Date.now()]]);
    vi.runAllTimers();
  }
  expect(walk.mock.calls.length).toBeLessThan(20);
  expect(arrive).toHaveBeenCalledTimes(1);
});

test('a refused walk is no errand', async () => {
  walk.mockResolvedValueOnce(false);
  await errand.begin(door);
  errand.walks([[400, 20, 11_000]]);
  vi.runAllTimers();
  expect(arrive).not.toHaveBeenCalled();
});
