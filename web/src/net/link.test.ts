import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Frame, View } from '../wire/types';
import type { Carrier, Listener, OpenCarrier, Transport } from './carrier';
import { Refused } from './errors';
import { Link, type LinkState, timing } from './link';

/** One connection the link opened, in the hands of the test. */
interface Opened {
  how: Transport | 'check';
  since: string | undefined;
  listener: Listener;
  closed: boolean;
  sent: unknown[];
}

let opened: Opened[];
let frames: Frame[];
let states: LinkState[];
let online: boolean;
let times: number[][];

function link(forced?: Transport): Link {
  const opener =
    (how: Opened['how']): OpenCarrier =>
    (since, listener) => {
      const one: Opened = { how, since, listener, closed: false, sent: [] };
      opened.push(one);
      const carrier: Carrier = {
        close() {
          one.closed = true;
        },
      };
      return how === 'ws' ? { ...carrier, send: (frame) => one.sent.push(frame) } : carrier;
    };
  return new Link({
    open: { ws: opener('ws'), sse: opener('sse'), poll: opener('poll') },
    check: opener('check'),
    ...(forced && { forced }),
    online: () => online,
    random: () => 1,
    local: () => Date.now(),
    onFrame: (frame) => frames.push(frame),
    onReply: () => undefined,
    onState: (state) => states.push(state),
    onTime: (...time) => times.push(time),
  });
}

const newest = () => opened.at(-1)!;
const state = () => states.at(-1)!;
const said = (position: string): Frame => ({ type: 'said', position, at: 1, who: 'a', text: 'hi' });
const lost = { why: 'lost' } as const;
const snapshot: Frame = {
  type: 'snapshot',
  snapshot: {
    position: '1-5',
    room: { id: 'r', title: { ja: '', en: '' }, capacity: 1, map: '' },
    people: [],
    seats: [],
    lines: [],
    lately: [],
  } satisfies View,
};

/** The newest carrier fails to open although the server answers. */
function blocked(): void {
  newest().listener.ended(lost);
  expect(newest().how).toBe('check');
  newest().listener.opened();
  newest().listener.ended(lost);
}

/** The newest carrier lives long enough to be a good one. */
function live(): void {
  vi.advanceTimersByTime(1);
  newest().listener.frame({ type: 'pong', at: 1 });
  vi.advanceTimersByTime(timing.provenAfter);
}

beforeEach(() => {
  vi.useFakeTimers();
  [opened, frames, states, times, online] = [[], [], [], [], true];
});
afterEach(() => void vi.useRealTimers());

describe('resuming', () => {
  test('a broken connection comes back by the same transport at its position', () => {
    link().start();
    newest().listener.opened();
    newest().listener.frame(snapshot);
    newest().listener.frame(said('1-6'));
    expect(state()).toEqual({ phase: 'live', transport: 'ws' });
    live();
    newest().listener.ended(lost);
    expect(state().phase).toBe('away');
    vi.advanceTimersByTime(timing.backoffFirst);
    expect(opened.map((o) => [o.how, o.since])).toEqual([
      ['ws', undefined],
      ['ws', '1-6'],
    ]);
  });

  test('a position past what one may not see counts', () => {
    link().start('1-1');
    newest().listener.opened();
    newest().listener.frame({ type: 'position', position: '1-9' });
    live();
    newest().listener.ended(lost);
    vi.advanceTimersByTime(timing.backoffFirst);
    expect(newest().since).toBe('1-9');
  });

  test('a position that is gone leads to a snapshot at once', () => {
    link().start('1-1');
    newest().listener.ended({ why: 'gone' });
    expect(newest()).toMatchObject({ how: 'ws', since: undefined });
  });

  test('a refusal ends it', () => {
    link().start();
    const refusal = new Refused('not_here', '');
    newest().listener.ended({ why: 'refused', refusal });
    expect(state()).toMatchObject({ phase: 'ended', refusal });
    vi.advanceTimersByTime(600_000);
    expect(opened).toHaveLength(1);
  });
});

describe('a server that is away', () => {
  test('is waited for, longer and longer, by the same transport', () => {
    link().start();
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      expect(newest().how).toBe('ws');
      newest().listener.ended(lost);
      newest().listener.ended(lost); // The check reaches nobody either.
      const before = Date.now();
      vi.advanceTimersToNextTimer();
      waits.push(Date.now() - before);
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(state().phase).toBe('connecting');
  });

  test('is told from a missing network, and tried at once when the network is back', () => {
    const one = link();
    one.start();
    online = false;
    newest().listener.ended(lost);
    newest().listener.ended(lost);
    expect(state().phase).toBe('offline');
    const before = opened.length;
    one.wake();
    expect(opened).toHaveLength(before + 1);
  });
});

describe('a blocked transport', () => {
  test('leads from WebSocket to Server-Sent Events to long-poll', () => {
    link().start();
    blocked();
    vi.advanceTimersByTime(timing.backoffMost);
    blocked();
    expect(newest().how).toBe('sse');
    blocked();
    vi.advanceTimersByTime(timing.backoffMost);
    blocked();
    expect(newest().how).toBe('poll');
    newest().listener.opened();
    expect(state()).toEqual({ phase: 'live', transport: 'poll' });
  });

  test('a check moves the position and hands on what it finds', () => {
    link().start('1-1');
    newest().listener.ended(lost);
    newest().listener.opened();
    newest().listener.frame(said('1-2'));
    newest().listener.ended(lost);
    vi.advanceTimersByTime(timing.backoffMost);
    expect(frames).toEqual([said('1-2')]);
    expect(newest().since).toBe('1-2');
  });

  test('a connection that dies young counts as blocked', () => {
    link().start('1-1');
    newest().listener.opened();
    blocked();
    vi.advanceTimersByTime(timing.backoffMost);
    newest().listener.opened();
    blocked();
    expect(newest().how).toBe('sse');
  });

  test('a forced transport is never left', () => {
    link('sse').start();
    for (let round = 0; round < 4; round++) {
      newest().listener.ended(lost);
      vi.advanceTimersByTime(timing.backoffMost);
    }
    expect(new Set(opened.map((o) => o.how))).toEqual(new Set(['sse']));
  });
});

describe('climbing back', () => {
  /** A link that lives on Server-Sent Events, at 1-5. */
  function onStream(): Opened {
    link().start();
    blocked();
    vi.advanceTimersByTime(timing.backoffMost);
    blocked();
    newest().listener.opened();
    newest().listener.frame(snapshot);
    return newest();
  }

  test('a socket that opens takes over, and nothing comes twice', () => {
    const stream = onStream();
    vi.advanceTimersByTime(timing.probeFirst);
    const probe = newest();
    expect(probe).toMatchObject({ how: 'ws', since: '1-5' });
    stream.listener.frame(said('1-6'));
    probe.listener.opened();
    expect(stream.closed).toBe(true);
    probe.listener.frame(said('1-6'));
    probe.listener.frame(said('1-7'));
    expect(frames.slice(1)).toEqual([said('1-6'), said('1-7')]);
    expect(state()).toEqual({ phase: 'live', transport: 'ws' });
  });

  test('a socket that does not open disturbs nothing, and is tried again later', () => {
    const stream = onStream();
    vi.advanceTimersByTime(timing.probeFirst);
    newest().listener.ended(lost);
    expect(stream.closed).toBe(false);
    expect(state()).toEqual({ phase: 'live', transport: 'sse' });
    const before = opened.length;
    vi.advanceTimersByTime(timing.probeFirst);
    expect(opened).toHaveLength(before);
    vi.advanceTimersByTime(timing.probeFirst);
    expect(opened).toHaveLength(before + 1);
  });
});

describe('the pulse of a socket', () => {
  test('pings tell the time', () => {
    link().start();
    newest().listener.opened();
    vi.advanceTimersByTime(0);
    expect(newest().sent).toEqual([{ type: 'ping' }]);
    const sent = Date.now();
    vi.advanceTimersByTime(40);
    newest().listener.frame({ type: 'pong', at: 77 });
    expect(times).toEqual([[77, sent, sent + 40]]);
  });

  test('a socket that answers no ping is dead', () => {
    link().start();
    newest().listener.opened();
    const silent = newest();
    vi.advanceTimersByTime(timing.pongWithin);
    expect(silent.closed).toBe(true);
    expect(state().phase).toBe('away');
  });

  test('after stop nothing stirs', () => {
    const one = link();
    one.start();
    newest().listener.opened();
    one.stop();
    expect(newest().closed).toBe(true);
    vi.advanceTimersByTime(600_000);
    expect(opened).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
