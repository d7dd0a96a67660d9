import {
  ease,
  type Followed,
  type Gaze,
  hold,
  isPhone,
  type Lens,
  natural,
  overview,
  wanted,
  whole,
  zoomAt,
} from './camera';
import type { Point } from './floor';

/** Where the viewer looks: follows one's own figure, and obeys fingers and the wheel. */
export class Eye {
  gaze: Gaze = { x: 0, y: 0, scale: 1 };
  /** Relative to the natural scale, by pinching. */
  private zoom = 1;
  /** The whole room, after a double tap. */
  private wide = false;
  /** A place the viewer turned to; one's own figure is followed again when it walks. */
  private elsewhere: Point | undefined;
  private settled = false;

  /** One frame; true when the picture moved. */
  update(lens: Lens, own: Followed | undefined, ms: number): boolean {
    const before = this.gaze;
    const goal = this.goal(lens, own);
    this.gaze = this.settled ? ease(before, goal, ms) : goal;
    this.settled = true;
    return before.x !== this.gaze.x || before.y !== this.gaze.y || before.scale !== this.gaze.scale;
  }

  /** Looks after one's own figure again. */
  follow(): void {
    this.elsewhere = undefined;
  }

  toggleWhole(): void {
    this.wide = !this.wide;
    this.elsewhere = undefined;
    this.zoom = 1;
  }

  turn(at: Point): void {
    this.elsewhere = at;
    this.wide = false;
  }

  pan(lens: Lens, dx: number, dy: number): void {
    const { x, y, scale } = this.gaze;
    this.put(hold(lens, { x: x - dx / scale, y: y - dy / scale, scale }));
  }

  pinch(lens: Lens, at: Point, factor: number): void {
    this.put(zoomAt(lens, this.gaze, at, factor));
    this.zoom = this.gaze.scale / natural(lens);
    this.wide = false;
  }

  private put(gaze: Gaze): void {
    this.gaze = gaze;
    this.elsewhere = [gaze.x, gaze.y];
  }

  private goal(lens: Lens, own: Followed | undefined): Gaze {
    const [x, y, w, h] = lens.frame;
    const centre = { x: x + w / 2, y: y + h / 2 };
    if (this.wide) return hold(lens, { ...centre, scale: whole(lens) });
    const scale = own ? natural(lens) * this.zoom : overview(lens) * this.zoom;
    if (this.elsewhere) return hold(lens, { x: this.elsewhere[0], y: this.elsewhere[1], scale });
    if (!own) return hold(lens, { ...centre, scale });
    if (this.settled) return wanted(lens, { ...this.gaze, scale }, own);
    const near = isPhone(lens) ? { x: own.foot[0], y: own.foot[1] - own.crown / 2 } : centre;
    return wanted(lens, { ...near, scale }, own);
  }
}
