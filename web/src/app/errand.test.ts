import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Errand } from './errand';

const door = { id: 'door', name: { ja: '', en: '' }, target: 'club', at: [400, 20] as [number, number] };
const arrive = vi.fn();
let errand: Errand;

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  errand = new Errand({ now: () => Date.now(), arrive });
});

afterEach(() => {
  vi.useRealTimers();
  arrive.mockReset();
});

test('who has walked to a door goes through it on arrival, not before', () => {
  errand.begin(door);
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
  errand.begin(door);
  errand.walks([[430, 60, 9000]]);
  vi.advanceTimersByTime(0);
  expect(arrive).toHaveBeenCalledTimes(1);
});

test('who walks elsewhere, sits down or cannot get there stays', () => {
  errand.begin(door);
  errand.walks([[400, 20, 11_000]]);
  errand.walks([[100, 100, 10_500]]);
  vi.runAllTimers();
  errand.begin(door);
  errand.walks([[200, 200, 11_000]]);
  vi.runAllTimers();
  errand.walks([[400, 20, 12_000]]);
  vi.runAllTimers();
  expect(arrive).not.toHaveBeenCalled();
});
