import type { Millis } from '../wire/types';

interface Sample {
  offset: number;
  trip: number;
}

const kept = 8;

/**
 * Room time as this browser estimates it: a local clock that never jumps, plus the offset of the answer that travelled
 * fastest among the last few.
 */
export class Clock {
  private samples: Sample[] = [];
  private latest = 0;

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    private readonly origin: Millis = Date.now() - monotonic(),
  ) {}

  /** The local instant to hand to `observe`. */
  local(): Millis {
    return this.origin + this.monotonic();
  }

  /** The server's clock showed `at` somewhere between the sending and the receiving. */
  observe(at: Millis, sent: Millis, received: Millis): void {
    const trip = received - sent;
    this.samples = [...this.samples, { offset: at + trip / 2 - received, trip }].slice(-kept);
  }

  /** Room time now; it never goes back. */
  now(): Millis {
    const best = this.samples.reduce<Sample | undefined>((a, b) => (a && a.trip <= b.trip ? a : b), undefined);
    this.latest = Math.max(this.latest, Math.round(this.local() + (best?.offset ?? 0)));
    return this.latest;
  }
}
