/** Milliseconds between frames on a machine that cannot draw all of them: while something changes, and else. */
const sparing = { busy: 40, idle: 125 };
/** So many slow frames in a row and a machine is taken for one that draws by program. */
const slowFrames = 12;
const slowMs = 45;

/** Decides which animation frames are drawn: all of them, or few where drawing is dear. */
export class Rhythm {
  private seen = Number.NEGATIVE_INFINITY;
  private drawn = Number.NEGATIVE_INFINITY;
  private slow = 0;

  /** Whether a frame offered at `time` is to be drawn. */
  due(time: number, busy: boolean): boolean {
    const gap = time - this.seen;
    this.seen = time;
    if (this.slow < slowFrames) this.slow = gap > slowMs && Number.isFinite(gap) ? this.slow + 1 : 0;
    const rest = this.slow < slowFrames ? 0 : busy ? sparing.busy : sparing.idle;
    if (time - this.drawn < rest) return false;
    this.drawn = time;
    return true;
  }

  /** After a pause the gap before the next frame says nothing. */
  resume(): void {
    this.seen = Number.NEGATIVE_INFINITY;
  }
}
