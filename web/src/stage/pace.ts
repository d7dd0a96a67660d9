import type { Power } from '../world/scene';

/** Milliseconds between frames: while something moves, and while people only breathe. */
const FULL = { busy: 0, idle: 30 };
/** Software rendering pays for every pixel it fills. */
const SPARING = { busy: 48, idle: 125 };
/** So many slow frames in a row and the machine is taken for one without a GPU. */
const SLOW_FRAMES = 24;
const SLOW_MS = 45;

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Decides which animation frames are drawn. */
export class Pace {
  private drawn = Number.NEGATIVE_INFINITY;
  private seen = Number.NEGATIVE_INFINITY;
  private slow = 0;
  private weak: boolean;

  /** What draws, by the name it gives itself, and what the viewer wishes. */
  constructor(
    renderer: string,
    private readonly wish: () => Power,
  ) {
    this.weak = SOFTWARE.test(renderer);
  }

  /** True on machines that draw by software or have been slow, unless the viewer chose otherwise. */
  get lowPower(): boolean {
    const wish = this.wish();
    return wish === 'auto' ? this.weak : wish === 'low';
  }

  /** True when a frame offered at `time` is to be drawn. */
  due(time: number, busy: boolean): boolean {
    this.learn(time - this.seen);
    this.seen = time;
    const { busy: quick, idle } = this.lowPower ? SPARING : FULL;
    if (time - this.drawn < (busy ? quick : idle) - 4) return false;
    this.drawn = time;
    return true;
  }

  /** The next frame is drawn whatever the rhythm: somebody clicked. */
  hurry(): void {
    this.drawn = Number.NEGATIVE_INFINITY;
  }

  /** After a pause the gap before the next frame says nothing. */
  resume(): void {
    this.seen = Number.NEGATIVE_INFINITY;
  }

  private learn(gap: number): void {
    if (!Number.isFinite(gap)) return;
    this.slow = gap > SLOW_MS ? this.slow + 1 : 0;
    if (this.slow >= SLOW_FRAMES) this.weak = true;
  }
}
