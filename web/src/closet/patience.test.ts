import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refused } from '../net/errors';
import { patiently } from './patience';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('who is told to wait asks again after that time', async () => {
  const answers = [new Refused('slow_down', '', 300), new Refused('busy', ''), 'there'];
  const ask = vi.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const asked = patiently(ask, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(299);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await asked).toBe('there');
});

test('any other refusal is passed on, and giving up ends the waiting', async () => {
  const never = new AbortController();
  await expect(patiently(() => Promise.reject(new Refused('not_owned', '')), never.signal)).rejects.toThrow(Refused);
  const waiting = patiently(() => Promise.reject(new Refused('slow_down', '', 9999)), never.signal);
  const ended = expect(waiting).rejects.toThrow('another look');
  await vi.advanceTimersByTimeAsync(10);
  never.abort(new Error('another look'));
  await ended;
});
