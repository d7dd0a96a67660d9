import type { Event, Millis, View } from '../wire/types';
import { apply } from './reduce';

/** A stretch of a room as it is played: the snapshot it begins with, and the events after it. */
export class Tape {
  view: View;
  private next = 0;

  constructor(
    private readonly from: View,
    private readonly events: readonly Event[],
    public now: Millis,
    readonly ends: Millis,
  ) {
    this.view = from;
  }

  get over(): boolean {
    return this.now >= this.ends;
  }

  /** Goes on for a while. */
  play(ms: Millis): void {
    this.now = Math.min(this.now + ms, this.ends);
    for (; this.next < this.events.length && this.events[this.next]!.at <= this.now; this.next++) {
      this.view = apply(this.view, this.events[this.next]!);
    }
  }

  /** Goes to an instant, back or forth. */
  seek(at: Millis): void {
    if (at < this.now) {
      this.view = this.from;
      this.next = 0;
    }
    this.now = at;
    this.play(0);
  }
}
