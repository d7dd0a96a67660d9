import type { Point } from './floor';

/** Milliseconds, and the CSS pixels by which a finger that rests moves at most. */
export const HOLD_MS = 450;
export const HOLD_SLOP = 8;

/** A press that rests: it becomes a hold, or ends before. */
export class Hold {
  private from: Point | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** Where the press rests; undefined when it does no more. */
    private readonly rest: (at: Point | undefined) => void,
    private readonly held: (at: Point) => void,
  ) {}

  begin(at: Point): void {
    this.from = at;
    this.rest(at);
    this.timer = setTimeout(() => {
      this.end();
      this.held(at);
    }, HOLD_MS);
  }

  move(at: Point): void {
    if (this.from && Math.hypot(at[0] - this.from[0], at[1] - this.from[1]) >= HOLD_SLOP) this.end();
  }

  end(): void {
    if (!this.from) return;
    clearTimeout(this.timer);
    this.from = undefined;
    this.rest(undefined);
  }
}
