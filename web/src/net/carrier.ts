import type { Frame, Reply } from '../wire/types';
import type { Refused } from './errors';

/** The three spellings of one cursor, best first. */
export const transports = ['ws', 'sse', 'poll'] as const;
export type Transport = (typeof transports)[number];

/** Why a carrier ended. */
export type End =
  /** The connection broke, or never came to be (`opened` tells). */
  | { why: 'lost' }
  /** The position is no longer in the window: begin again with a snapshot. */
  | { why: 'gone' }
  /** The server said not to come back. */
  | { why: 'refused'; refusal: Refused };

/** What a carrier tells its link. After `ended` it is silent. */
export interface Listener {
  opened(): void;
  frame(frame: Frame | Reply): void;
  ended(end: End): void;
}

/** One connection to a room's events, by one transport. */
export interface Carrier {
  /** Sends a frame; only sockets can. */
  send?(frame: unknown): void;
  close(): void;
}

/** Opens a carrier at a position, or, without one, from a snapshot on. */
export type OpenCarrier = (since: string | undefined, listener: Listener) => Carrier;

/** Codes after which coming back at the same position helps. */
export function comesBack(code: string): boolean {
  return !['not_here', 'unauthenticated', 'forbidden', 'unknown_room'].includes(code);
}

/** What a refusal means for a carrier. */
export function endOf(refusal: Refused): End {
  if (refusal.code === 'gone') return { why: 'gone' };
  return comesBack(refusal.code) ? { why: 'lost' } : { why: 'refused', refusal };
}
