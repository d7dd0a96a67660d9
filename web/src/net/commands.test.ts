import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer, Command } from '../wire/types';
import { Commands, patience, type Ways } from './commands';
import { Refused, Unreached } from './errors';
import { Lanes } from './lanes';

let sent: Command[];
let posted: Command[];
let live: boolean;
let answerPost: (command: Command) => Promise<Answer>;

function commands(): Commands {
  let count = 0;
  const ways: Ways = {
    send: (command) => {
      if (live) sent.push(command);
      return live;
    },
    post: (command) => {
      posted.push(command);
      return answerPost(command);
    },
    newId: () => `c${++count}`,
  };
  return new Commands(ways, new Lanes(4));
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  [sent, posted, live] = [[], [], true];
  answerPost = async () => ({ position: '1-1' });
});
afterEach(() => void vi.useRealTimers());

test('one after the other, by the socket', async () => {
  const lane = commands();
  const first = lane.do({ type: 'say', text: 'a' });
  const second = lane.do({ type: 'say', text: 'b' });
  await settled();
  expect(sent.map((c) => c.id)).toEqual(['c1']);
  lane.answer({ re: 'c1', position: '1-2' });
  expect(await first).toMatchObject({ position: '1-2' });
  await settled();
  expect(sent.map((c) => c.id)).toEqual(['c1', 'c2']);
  lane.answer({ re: 'c2', code: 'too_long', message: 'shorter' });
  await expect(second).rejects.toMatchObject({ code: 'too_long', message: 'shorter' });
});

test('by HTTP when no socket is live', async () => {
  live = false;
  expect(await commands().do({ type: 'stand' })).toEqual({ position: '1-1' });
  expect(posted).toEqual([{ id: 'c1', type: 'stand' }]);
});

test('repeated under the same id when the connection breaks under it', async () => {
  const lane = commands();
  const answer = lane.do({ type: 'say', text: 'a' });
  await settled();
  live = false;
  lane.dropped();
  await vi.advanceTimersByTimeAsync(patience.pauseFirst);
  expect(posted).toEqual(sent);
  expect(await answer).toEqual({ position: '1-1' });
});

test('repeated when no answer comes in time', async () => {
  const lane = commands();
  const answer = lane.do({ type: 'say', text: 'a' });
  await vi.advanceTimersByTimeAsync(patience.reply + patience.pauseFirst);
  expect(sent).toEqual([sent[0], sent[0]]);
  lane.answer({ re: 'c1', position: '1-3' });
  expect(await answer).toMatchObject({ position: '1-3' });
});

test('over a limit it waits as long as the server says', async () => {
  live = false;
  let calls = 0;
  answerPost = async () => {
    if (calls++ === 0) throw new Refused('slow_down', '', 700);
    return { position: '1-4' };
  };
  const answer = commands().do({ type: 'say', text: 'a' });
  await vi.advanceTimersByTimeAsync(699);
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toEqual({ position: '1-4' });
});

test('given up after two minutes, and the next goes on', async () => {
  live = false;
  const began = Date.now();
  answerPost = async () => {
    if (Date.now() - began < patience.whole + 5000) throw new Unreached('');
    return { position: '1-5' };
  };
  const lane = commands();
  const first = lane.do({ type: 'say', text: 'a' }).catch((error) => error);
  const second = lane.do({ type: 'say', text: 'b' });
  await vi.advanceTimersByTimeAsync(patience.whole + 10_000);
  expect(await first).toBeInstanceOf(Unreached);
  expect(await second).toEqual({ position: '1-5' });
});

test('a walk that waited behind a newer one is not walked', async () => {
  const lane = commands();
  const talk = lane.do({ type: 'say', text: 'a' });
  const old = lane.do({ type: 'walk', to: [1, 1] }).catch((error) => error.code);
  const newer = lane.do({ type: 'walk', to: [2, 2] });
  await settled();
  lane.answer({ re: 'c1', position: '1-2' });
  await talk;
  expect(await old).toBe('superseded');
  await settled();
  lane.answer({ re: 'c3', position: '1-3' });
  await newer;
  expect(sent.map((c) => c.id)).toEqual(['c1', 'c3']);
});

test('leaving the room ends what waits and what is repeated', async () => {
  const room = commands();
  const talk = room.do({ type: 'say', text: 'a' }).catch((error) => error.code);
  const next = room.do({ type: 'say', text: 'b' }).catch((error) => error.code);
  await settled();
  room.stop();
  expect(await talk).toBe('superseded');
  expect(await next).toBe('superseded');
  await vi.advanceTimersByTimeAsync(patience.whole);
  expect(sent.map((c) => c.id)).toEqual(['c1']);
  expect(posted).toEqual([]);
});
