/** Milliseconds between frames: while something changes, and while the figure only breathes. */
interface Rests {
  busy: number;
  idle: number;
}

/** Breathing looks as smooth in every second frame, and costs half. */
const keepingUp: Rests = { busy: 0, idle: 25 };
/** Of a machine that cannot draw all frames. */
const sparing: Rests = { busy: 40, idle: 125 };
/** So many slow frames in a row and a machine is taken for one that draws by program. */
const slowFrames = 12;
const slowMs = 45;

/** Decides which animation frames are drawn: as many as are seen to differ, or few where drawing is dear. */
export class Rhythm {
  private seen = Number.NEGATIVE_INFINITY;
  private drawn = Number.NEGATIVE_INFINITY;
  private slow = 0;

  /** Whether a frame offered at `time` is to be drawn. */
  due(time: number, busy: boolean): boolean {
    const gap = time - this.seen;
    this.seen = time;
    if (this.slow < slowFrames) this.slow = gap > slowMs && Number.isFinite(gap) ? this.slow + 1 : 0;
    const rests = this.slow < slowFrames ? keepingUp : sparing;
    if (time - this.drawn < (busy ? rests.busy : rests.idle)) return false;
    this.drawn = time;
    return true;
  }

  /** After a pause the gap before the next frame says nothing. */
  resume(): void {
    this.seen = Number.NEGATIVE_INFINITY;
  }
}
