import { rig, skeletons } from '../figure/bones';
import { lay, type Turn, type ViewName } from '../figure/rig';
import type { Point } from './floor';

/** Milliseconds a head takes over to its other side, and most of the way to what is looked at. */
const OVER = 150;
const TURN = 70;
/** Picture pixels behind the middle at which the head goes over. */
const BEHIND = -24;

const heads = { front: skeletons.front.names.indexOf('head'), back: skeletons.back.names.indexOf('head') };

/** Where somebody looks: the head goes over to the other side, and turns and tilts as the rig's poses of it say. */
export class Heed {
  /** 1 to the body's own front, -1 over to the other side. */
  private side = 1;
  /** From -1 to 1 to the head's own front, and down. */
  private turn = 0;
  private tilt = 0;

  /** One frame. `look` is from the foot point to what is looked at, as for somebody who faces right. */
  update(look: Point | undefined, ms: number): void {
    const [dx, dy] = look ?? [0, 0];
    const over = look !== undefined && dx < BEHIND;
    const step = (2 * ms) / OVER;
    this.side = over ? Math.max(-1, this.side - step) : Math.min(1, this.side + step);
    const near = Math.min(Math.hypot(dx, dy) / 90, 1);
    const turn = look ? ((Math.abs(dx) / (Math.abs(dx) + 60)) * 2 - 1) * near : 0;
    const tilt = look ? Math.max(-1, Math.min(1, dy / 120)) : 0;
    const part = 1 - Math.exp(-ms / TURN);
    this.turn += (turn - this.turn) * part;
    this.tilt += (tilt - this.tilt) * part;
  }

  /** Turns the head of a pose. */
  apply(view: ViewName, turns: Turn[]): void {
    const head = turns[heads[view]]!;
    const { r, x } = head;
    for (const [name, amount] of [
      ['head-turn', this.turn],
      ['head-tilt', this.tilt],
    ] as const) {
      const pose = rig.poses[name]!;
      lay(skeletons[view], pose, view, (pose.ms / 2) * (1 + amount), 1, turns);
    }
    const side = Math.sign(this.side || 1);
    head.r = r + (head.r - r) * side;
    head.x = x + (head.x - x) * side;
    head.sx *= side * (0.72 + 0.28 * Math.abs(this.side));
  }
}
