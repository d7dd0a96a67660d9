import { carry, type Matrix, type Skeleton, solveBone, type Turn } from '../figure/rig';
import type { Point } from './floor';

/** Part of a cycle a foot stands on the floor; less than a half, so there are moments in the air: a light trot. */
const STANCE = 0.3;
/** Canvas units the foot rises in mid-swing, and degrees the knee bends there. */
const LIFT = 11;
const KNEE = 62;
/** A leg shortens and lengthens with the way of its foot towards the viewer; beyond this the foot would be dragged. */
const SHORTEST = 0.7;
const LONGEST = 1.3;
/** The way from the last step back to standing, in milliseconds. */
const SETTLE = 170;

interface Foot {
  /** Where the sole is, in the picture, and whether it carries. */
  at: Point;
  planted: boolean;
  /** 0 on the floor, 1 at the height of the swing. */
  raised: number;
  from: Point;
  since: number;
}

/**
 * Two feet that stay where they were put down until they are lifted: the steps follow from the way, not from time, so
 * nothing slides when somebody starts, turns or stops. Places are pixels of the picture.
 */
export class Feet {
  readonly feet: [Foot, Foot];
  private phase = 0;
  private settling = SETTLE;
  private walking = false;

  constructor(root: Point) {
    const foot = (): Foot => ({ at: root, planted: true, raised: 0, from: root, since: 0 });
    this.feet = [foot(), foot()];
  }

  /** True while a foot is away from its place under the body. */
  get busy(): boolean {
    return this.walking || this.settling < SETTLE;
  }

  /**
   * One frame: the body stands at `root`, went `cycles` of its stride and would go `stride` (a vector of the picture)
   * in a whole one.
   */
  step(root: Point, stride: Point, cycles: number, moving: boolean, ms: number): void {
    if (moving) {
      if (!this.walking) this.start();
      this.walking = true;
      this.phase = (this.phase + cycles) % 1;
      walk(this.feet[0], this.phase, root, stride);
      walk(this.feet[1], (this.phase + 0.5) % 1, root, stride);
      return;
    }
    if (this.walking) {
      this.walking = false;
      this.settling = 0;
      for (const foot of this.feet) foot.from = foot.at;
    }
    this.settling = Math.min(this.settling + ms, SETTLE);
    const part = this.settling / SETTLE;
    for (const foot of this.feet) {
      foot.at = between(foot.from, root, soft(part));
      foot.raised = Math.sin(Math.PI * part) * 0.35;
      foot.planted = part === 1;
    }
  }

  /** Puts both feet under the body at once, for somebody who appears or sits. */
  reset(root: Point): void {
    this.walking = false;
    this.settling = SETTLE;
    for (const foot of this.feet) Object.assign(foot, { at: root, from: root, planted: true, raised: 0 });
  }

  /** The first foot carries, the other is already on its way: as in the middle of a stride. */
  private start(): void {
    this.phase = STANCE / 2;
    this.feet.forEach((foot, i) => {
      foot.planted = i === 0;
      foot.from = foot.at;
      foot.since = i === 0 ? 0 : swing((this.phase + 0.5) % 1);
    });
  }
}

const swing = (phase: number): number => (phase - STANCE) / (1 - STANCE);

function walk(foot: Foot, phase: number, root: Point, stride: Point): void {
  const landing = (rest: number): Point => [
    root[0] + stride[0] * (rest + STANCE / 2),
    root[1] + stride[1] * (rest + STANCE / 2),
  ];
  if (phase < STANCE) {
    if (!foot.planted) foot.at = landing(-phase);
    foot.planted = true;
    foot.raised = 0;
    return;
  }
  if (foot.planted) {
    foot.planted = false;
    foot.from = foot.at;
    foot.since = 0;
  }
  const part = Math.min(Math.max((swing(phase) - foot.since) / (1 - foot.since), 0), 1);
  foot.at = between(foot.from, landing(1 - phase), soft(part));
  foot.raised = Math.sin(Math.PI * part);
}

const soft = (part: number): number => part * part * (3 - 2 * part);

const between = (a: Point, b: Point, part: number): Point => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];

/** A leg of the skeleton: two bones and the sole's place at rest. */
export interface Leg {
  upper: number;
  lower: number;
  sole: Point;
}

/** The near leg (R) and the far one; the far one's sole stands a little higher on the canvas. */
export function legsOf(bones: Skeleton): [Leg, Leg] {
  const leg = (side: string, y: number): Leg => {
    const lower = bones.names.indexOf(`leg${side}.lo`);
    return { upper: bones.names.indexOf(`leg${side}.up`), lower, sole: [bones.pivots[lower]![0] + 3, y] };
  };
  return [leg('R', 296), leg('L', 293)];
}

/**
 * Turns and stretches a leg so that its sole stands at `target` (canvas units). The knee's bend is given by the step;
 * length follows from the distance, as it does for a leg that swings towards the viewer.
 */
export function reach(bones: Skeleton, leg: Leg, target: Point, raised: number, turns: Turn[], out: Matrix[]): void {
  const hip = bones.pivots[leg.upper]!;
  const knee = bones.pivots[leg.lower]!;
  const bend = KNEE * raised;
  const angle = (bend * Math.PI) / 180;
  const shin: Point = [leg.sole[0] - knee[0], leg.sole[1] - knee[1]];
  const end: Point = [
    knee[0] - hip[0] + Math.cos(angle) * shin[0] - Math.sin(angle) * shin[1],
    knee[1] - hip[1] + Math.sin(angle) * shin[0] + Math.cos(angle) * shin[1],
  ];
  const local = into(out[bones.parents[leg.upper]!]!, target[0], target[1] - raised * LIFT);
  const wished: Point = [local[0] - hip[0], local[1] - hip[1]];
  const length = Math.hypot(wished[0], wished[1]) / Math.hypot(end[0], end[1]);
  const stretch = Math.min(Math.max(length, SHORTEST), LONGEST);
  const upper = turns[leg.upper]!;
  const turned = ((Math.atan2(wished[1], wished[0]) - Math.atan2(end[1], end[0])) * 180) / Math.PI;
  Object.assign(upper, { r: turned, x: 0, y: 0, sx: stretch, sy: stretch });
  Object.assign(turns[leg.lower]!, { r: bend, x: 0, y: 0, sx: 1, sy: 1 });
  solveBone(bones, leg.upper, upper, out);
  solveBone(bones, leg.lower, turns[leg.lower]!, out);
}

/** Where the sole of a solved skeleton is, on the canvas. */
export const soleOf = (leg: Leg, out: readonly Matrix[]): readonly [number, number] =>
  carry(out[leg.lower]!, leg.sole[0], leg.sole[1]);

/** A canvas point in the coordinates a matrix carries out of. */
function into(m: Matrix, x: number, y: number): Point {
  const det = m.a * m.d - m.b * m.c;
  const dx = x - m.tx;
  const dy = y - m.ty;
  return [(m.d * dx - m.c * dy) / det, (m.a * dy - m.b * dx) / det];
}
