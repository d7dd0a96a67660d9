import type { Event, Position, View } from '../wire/types';
import { type Api, readBody, refusalOf } from './api';
import { type Carrier, type End, endOf, type Listener } from './carrier';
import { Refused } from './errors';

/** Seconds the server may wait with an answer. */
const waitSeconds = 25;

/** Carries a room's events by long-poll. With `once` it asks a single time, without waiting, and ends as lost. */
export function openPoll(api: Api, room: string, since: string | undefined, listener: Listener, once = false): Carrier {
  const abort = new AbortController();
  let over = false;

  const get = async <T>(path: string): Promise<T> => {
    const response = await api.open(path, { signal: abort.signal, headers: { Accept: 'application/json' } });
    if (!response.ok) throw await refusalOf(response);
    return readBody<T>(response);
  };
  const read = async (): Promise<void> => {
    let position = since;
    for (let first = true; !over; first = false) {
      if (position === undefined) {
        const snapshot: View = await get(room);
        if (over) return;
        listener.opened();
        listener.frame({ type: 'snapshot', snapshot });
        position = snapshot.position;
      } else {
        const wait = first || once ? 0 : waitSeconds;
        const query = `since=${encodeURIComponent(position)}&wait=${wait}`;
        const answer: { position: Position; events: Event[] } = await get(`${room}/events?${query}`);
        if (over) return;
        if (first) listener.opened();
        for (const event of answer.events) listener.frame(event);
        listener.frame({ type: 'position', position: answer.position });
        position = answer.position;
      }
      if (once) return;
    }
  };
  const finish = (end: End) => {
    if (over) return;
    over = true;
    listener.ended(end);
  };
  read().then(
    () => finish({ why: 'lost' }),
    (error) => finish(error instanceof Refused ? endOf(error) : { why: 'lost' }),
  );
  return {
    close() {
      over = true;
      abort.abort();
    },
  };
}
