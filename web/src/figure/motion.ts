import { rig, skeletons } from './bones';
import type { Dressed } from './dressed';
import { choose, type Posed, type Stance, strike } from './pose';
import { type Matrix, rest, solve, type Turn, unit, type ViewName } from './rig';

/** What a moving figure is asked to do; the rest it does by itself. */
export interface Wish {
  view: ViewName;
  mirror: boolean;
  pose: string;
  expression: string;
  /** Where to look: from -1 to 1 to the figure's own front and down, or straight ahead. */
  look: readonly [number, number];
}

/** Milliseconds from one pose to the next, of turning round, and of the bounce in new clothes. */
const blend = 160;
const turning = 200;
const bouncing = 260;
/** A pose that ends is begun again after that. */
const pause = 900;
/** Canvas units eyes and mouth move inside the face. */
const glanceMost: readonly [number, number] = [4.5, 2.2];
const blinkEvery = 3400;

/** One figure that breathes, blinks, goes over from pose to pose, turns round and looks about. */
export class Motion {
  private wish: Wish = { view: 'front', mirror: false, pose: 'stand', expression: 'neutral', look: [0, 0] };
  private shown = { view: 'front' as ViewName, mirror: false };
  private turn = 1;
  private bounced = 1;
  private clock = 0;
  private since = 0;
  private blended = 1;
  private from: Turn[] = [];
  private turns: Turn[] = [];
  private glance: [number, number] = [0, 0];

  /** Asks for something else; what changes, changes smoothly. */
  ask(next: Wish): void {
    const { wish } = this;
    if (next.pose !== wish.pose) {
      this.from = this.turns.map((one) => ({ ...one }));
      this.blended = 0;
      this.since = 0;
    }
    if (next.view !== wish.view || next.mirror !== wish.mirror) this.turn = 0;
    this.wish = next;
  }

  /** New clothes: a small bounce. */
  bounce(): void {
    this.bounced = 0;
  }

  /** True while it does more than breathe. */
  get busy(): boolean {
    return this.turn < 1 || this.blended < 1 || this.bounced < 1 || this.wish.pose !== 'stand';
  }

  /** Moves on; `still` shows the same without motion. */
  step(ms: number, still: boolean, dressed: Pick<Dressed, 'sheet'>): { stance: Stance; posed: Posed } {
    this.clock += ms;
    this.since += ms;
    this.blended = advance(this.blended, ms / blend, still);
    this.turn = advance(this.turn, ms / turning, still);
    this.bounced = advance(this.bounced, ms / bouncing, still);
    if (this.turn >= 0.5) this.shown = { view: this.wish.view, mirror: this.wish.mirror };
    this.look(ms, still);
    const { pose, expression } = this.wish;
    const stance: Stance = {
      ...this.shown,
      pose,
      ms: still ? stillAt(pose) : this.time(pose),
      expression,
      blink: !still && blinks(this.clock),
      glance: this.glance,
    };
    return { stance, posed: { ...choose(stance, dressed), bones: this.bones(stance, dressed) } };
  }

  /** Poses that end are begun again, with a rest between. */
  private time(pose: string): number {
    const { ms, loop } = rig.poses[pose] ?? rig.poses.stand!;
    return loop ? this.since : Math.min(this.since % (ms + pause), ms);
  }

  private look(ms: number, still: boolean): void {
    const part = still ? 1 : 1 - Math.exp(-ms / 90);
    this.glance = [0, 1].map((i) => {
      const goal = this.wish.look[i]! * glanceMost[i]!;
      return this.glance[i]! + (goal - this.glance[i]!) * part;
    }) as [number, number];
  }

  private bones(stance: Stance, dressed: Pick<Dressed, 'sheet'>): Matrix[] {
    const skeleton = skeletons[stance.view];
    this.turns = skeleton.names.map((_, i) => ({ ...(this.from[i] ?? rest()) }));
    strike(stance, dressed, ease(this.blended), this.turns);
    const root = this.turns[0]!;
    // Seen from the edge in the middle of a turn, though never as thin as paper.
    root.sx *= 1 - 0.75 * Math.sin(Math.PI * this.turn);
    const give = Math.sin(Math.PI * 2 * this.bounced) * (1 - this.bounced);
    root.sx *= 1 + 0.045 * give;
    root.sy *= 1 - 0.055 * give;
    const out = skeleton.names.map(unit);
    solve(skeleton, this.turns, out);
    return out;
  }
}

const advance = (value: number, step: number, still: boolean): number => (still ? 1 : Math.min(1, value + step));

const ease = (part: number): number => part * part * (3 - 2 * part);

/** The instant that shows a pose best when nothing may move. */
const stillAt = (pose: string): number => (rig.poses[pose]?.overlay ? rig.poses[pose]!.ms / 2 : 0);

/** Eyes close every few seconds, now and then twice. */
function blinks(clock: number): boolean {
  const round = Math.floor(clock / blinkEvery);
  const since = (clock % blinkEvery) - ((round * 7919) % 900) - 300;
  const { ms } = rig.overlays.blink;
  const again = round % 4 === 1 ? 260 : Number.POSITIVE_INFINITY;
  return (since >= 0 && since < ms) || (since >= again && since < again + ms);
}
