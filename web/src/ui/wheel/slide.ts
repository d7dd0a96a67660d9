import type { Spot } from '../../world/scene';
import { aimAt, type Petal, type Rings } from './ring';

/** A finger that has moved less has not chosen yet: what lies under it has only just appeared there. */
const least = 14;

/** The finger that opened the wheel: press, slide, release chooses in one motion. */
export class Slide {
  private begun = false;

  constructor(private readonly from: Spot) {}

  /** What it means at a place of the window; in the 'hole' nothing yet. */
  aim(at: Spot, middle: Spot, rings: Rings): Petal | 'hole' | undefined {
    this.begun ||= Math.hypot(at.x - this.from.x, at.y - this.from.y) >= least;
    return this.begun ? aimAt({ x: at.x - middle.x, y: at.y - middle.y }, rings) : 'hole';
  }
}
