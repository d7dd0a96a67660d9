import { carry, type Matrix, type Skeleton, solveBone, type Turn } from './rig';

/** Part of critical damping: it swings over once or twice, then hangs. */
const DAMPING = 0.32;
/** Seconds of a step of the simulation at the most. */
const STEP = 0.008;
/** After a gap like that it hangs where it is. */
const LOST = 400;
/** What hangs down turns back so much of the way to the vertical when the body leans. */
const HANG = 0.4;
/** Nearer and slower than that it rests: canvas units, and units a second. */
const NEAR = 0.02;
const SLOW = 0.4;
/** Degrees beyond which its swinging is seen. */
const SEEN = 0.5;

interface End {
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Where it would hang, a frame ago. */
  fromX: number;
  fromY: number;
}

/**
 * What hangs loose on a figure: hair, ears, capes, tails. The loose end of each bone is a weight on a damped spring that
 * follows where the bones above carry it, through the air; the bone turns towards its weight. Motionless, it turns by
 * exactly nothing.
 */
export class Swing {
  private readonly ends: End[];
  private hanging = false;
  /** True while something swings visibly. */
  busy = false;

  constructor(private readonly bones: Skeleton) {
    this.ends = bones.loose.map(() => ({ x: 0, y: 0, vx: 0, vy: 0, fromX: 0, fromY: 0 }));
  }

  /** Everything hangs still again, wherever the next frame finds it. */
  settle(): void {
    this.hanging = false;
    this.busy = false;
  }

  /** One frame: turns the loose bones of a solved skeleton further. `at` is where the canvas is, in its own units. */
  step(at: readonly [number, number], ms: number, turns: readonly Turn[], out: Matrix[]): void {
    const known = this.hanging && ms <= LOST;
    this.hanging = true;
    this.busy = false;
    const steps = Math.max(1, Math.ceil(ms / 1000 / STEP));
    this.bones.loose.forEach(({ bone, end, most, hertz }, i) => {
      const parent = out[this.bones.parents[bone]!]!;
      const [px, py] = this.bones.pivots[bone]!;
      const [x, y] = carry(parent, px, py);
      const side = parent.a * parent.d - parent.b * parent.c < 0 ? -1 : 1;
      const hang = end[1] > Math.abs(end[0]) ? HANG : 0;
      const ux = (parent.a * end[0] + parent.c * end[1]) * (1 - hang) + side * end[0] * hang;
      const uy = (parent.b * end[0] + parent.d * end[1]) * (1 - hang) + end[1] * hang;
      const weight = this.ends[i]!;
      follow(weight, x + ux + at[0], y + uy + at[1], known, hertz, ms / 1000, steps);
      const wx = weight.x - x - at[0];
      const wy = weight.y - y - at[1];
      const rx = parent.a * end[0] + parent.c * end[1];
      const ry = parent.b * end[0] + parent.d * end[1];
      const swung = (Math.atan2(rx * wy - ry * wx, rx * wx + ry * wy) * 180 * side) / Math.PI;
      const shown = most * Math.tanh(swung / most);
      if (Math.abs(shown) > SEEN) this.busy = true;
      if (shown === 0) return;
      const turn = turns[bone]!;
      turn.r += shown;
      solveBone(this.bones, bone, turn, out);
    });
  }
}

/** Moves a weight on its spring while the place it hangs at goes to (toX, toY). */
function follow(w: End, toX: number, toY: number, known: boolean, hertz: number, seconds: number, steps: number): void {
  if (!known) Object.assign(w, { x: toX, y: toY, vx: 0, vy: 0, fromX: toX, fromY: toY });
  const pull = (2 * Math.PI * hertz) ** 2;
  const drag = 2 * DAMPING * 2 * Math.PI * hertz;
  const h = seconds / steps;
  for (let i = 1; i <= steps; i++) {
    const part = i / steps;
    w.vx += (pull * (w.fromX + (toX - w.fromX) * part - w.x) - drag * w.vx) * h;
    w.vy += (pull * (w.fromY + (toY - w.fromY) * part - w.y) - drag * w.vy) * h;
    w.x += w.vx * h;
    w.y += w.vy * h;
  }
  w.fromX = toX;
  w.fromY = toY;
  const rests = Math.hypot(w.x - toX, w.y - toY) < NEAR && Math.hypot(w.vx, w.vy) < SLOW;
  if (rests) Object.assign(w, { x: toX, y: toY, vx: 0, vy: 0 });
}
