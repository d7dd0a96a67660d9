import type { Frame } from '../wire/types';
import { type Api, refusalOf } from './api';
import { type Carrier, type End, endOf, type Listener } from './carrier';
import { Refused } from './errors';

const openWithin = 5000;
/** The server writes something every 25 s. */
const silentAtMost = 60_000;

/**
 * Carries a room's events by Server-Sent Events, read with fetch: EventSource hides the status, and so whether to come
 * back, or at which position.
 */
export function openStream(api: Api, url: string, since: string | undefined, listener: Listener): Carrier {
  const abort = new AbortController();
  let over = false;
  let patience = setTimeout(() => finish({ why: 'lost' }), openWithin);
  const finish = (end: End) => {
    if (over) return;
    stop();
    listener.ended(end);
  };
  const stop = () => {
    over = true;
    clearTimeout(patience);
    abort.abort();
  };
  const hear = () => {
    clearTimeout(patience);
    patience = setTimeout(() => finish({ why: 'lost' }), silentAtMost);
  };

  const read = async (): Promise<End> => {
    const response = await api.open(since === undefined ? url : `${url}?since=${encodeURIComponent(since)}`, {
      headers: { Accept: 'text/event-stream' },
      signal: abort.signal,
    });
    if (!response.ok || !response.body) {
      const refusal = await refusalOf(response);
      return refusal instanceof Refused ? endOf(refusal) : { why: 'lost' };
    }
    hear();
    listener.opened();
    const records = new Records();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done || over) return { why: 'lost' };
      hear();
      for (const frame of records.feed(value)) if (!over) listener.frame(frame);
    }
  };
  read().then(finish, () => finish({ why: 'lost' }));
  return { close: stop };
}

/** Cuts a stream of text into the frames of its records. */
export class Records {
  private rest = '';
  private name = '';
  private id: string | undefined;
  private data: string[] = [];

  feed(text: string): Frame[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  private line(line: string): Frame[] {
    if (line === '') return this.record();
    const colon = line.indexOf(':');
    if (colon === 0) return [];
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.name = value;
    else if (field === 'id') this.id = value;
    else if (field === 'data') this.data.push(value);
    return [];
  }

  private record(): Frame[] {
    const { name, id, data } = this;
    this.name = '';
    this.id = undefined;
    this.data = [];
    if (data.length === 0) return id ? [{ type: 'position', position: id }] : [];
    const body = JSON.parse(data.join('\n'));
    // The snapshot comes bare or, as on a socket, wrapped.
    if (name === 'snapshot' && !('snapshot' in body)) return [{ type: 'snapshot', snapshot: body }];
    return [body as Frame];
  }
}
