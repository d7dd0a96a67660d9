import { rig, skeletons } from '../figure/bones';
import { blinks, faceOf } from '../figure/face';
import { mirrored, viewOf } from '../figure/facing';
import { type Guise, guiseOf } from '../figure/guise';
import { lay, type Matrix, type Pose, rest, type Skeleton, solve, type Turn, unit, type ViewName } from '../figure/rig';
import { Swing } from '../figure/swing';
import type { Facing, Millis, PersonView } from '../wire/types';
import { along } from '../world/geometry';
import type { Mark } from '../world/scene';
import { facingTowards, type Point, toPicture } from './floor';
import { Feet, legsOf, reach, soleOf } from './gait';
import { BLEND, Gestures, type Played } from './gesture';
import { Glide } from './glide';
import { Heed } from './heed';
import { cushion } from './pick';
import { FIGURE_SCALE, type Seat } from './roomart';
import { mouthAt, speaks } from './talk';

const legs = { front: legsOf(skeletons.front), back: legsOf(skeletons.back) };
const blank = (view: ViewName): Matrix[] => skeletons[view].names.map(unit);
const resting = (view: ViewName): Turn[] => skeletons[view].names.map(rest);
const poses = rig.poses as Record<'stand' | 'walk' | 'sit' | 'sit-floor', Pose>;

const SIT = 280;
const STAND = 220;
/** What a garment shows in place of its mirror image: lettering, or a kimono's collar, which mirrored is the dead's. */
const LEFT = 'left';
/** Floor units of one whole stride: the rig gives it in canvas units along a facing. */
const STRIDE = (poses.walk.stride! * FIGURE_SCALE) / Math.hypot(1, 0.5);

/** What a moment of an actor is drawn from, beside the person. */
export interface Surroundings {
  origin: Point;
  now: Millis;
  /** Milliseconds since the last frame. */
  ms: number;
  seat: Seat | undefined;
  mark: Mark | undefined;
  /** A picture point to look at. */
  look: Point | undefined;
  /** The outfit has something in the hand. */
  holds: boolean;
  still: boolean;
}

/** How one person stands, walks, sits and looks in this frame. It knows no pictures: bones, places and choices only. */
export class Actor {
  /** Picture point of the canvas's foot point. */
  root: Point;
  /** Floor point, for depth. */
  floor: Point;
  facing: Facing;
  /** 0 standing, 1 sitting. */
  seated = 0;
  readonly bones: Record<ViewName, Matrix[]> = { front: blank('front'), back: blank('back') };
  guise: Guise = { variants: [], planes: {}, above: {} };
  face: Record<string, string> = {};
  walking = false;
  private readonly turns: Record<ViewName, Turn[]> = { front: resting('front'), back: resting('back') };
  private readonly swings = { front: new Swing(skeletons.front), back: new Swing(skeletons.back) };
  private readonly gestures = new Gestures();
  private readonly heed = new Heed();
  private readonly glide: Glide;
  private readonly feet: Feet;
  private readonly seed: number;
  private lastSeat: Seat | undefined;
  private stepping = 0;
  private clock: number;
  private phase = 0;
  private shown: Facing;

  constructor(person: PersonView, around: Pick<Surroundings, 'origin' | 'now' | 'seat'>) {
    this.glide = new Glide(person.path, around.now);
    this.floor = this.glide.at;
    this.root = toPicture(around.origin, this.floor[0], this.floor[1]);
    this.feet = new Feet(this.root);
    this.facing = person.facing;
    this.shown = person.facing;
    this.seed = seedOf(person.id);
    this.clock = this.seed * 7000;
    this.lastSeat = around.seat;
    if (around.seat && ended(person, around.now)) this.seated = 1;
  }

  get view(): ViewName {
    return viewOf(this.facing);
  }

  get mirror(): boolean {
    return mirrored(this.facing);
  }

  /** Which feet carry: the near one, the far one. */
  get planted(): boolean[] {
    return this.feet.feet.map((foot) => foot.planted);
  }

  /** True while it does more than breathe. */
  get active(): boolean {
    return this.feet.busy || this.gestures.busy || this.swings[this.view].busy;
  }

  /** Drawn inside its seat's furniture: from soon after it begins to sit until it has nearly got up. */
  get inSeat(): Seat | undefined {
    return this.seated > 0.35 ? this.lastSeat : undefined;
  }

  update(person: PersonView, around: Surroundings): void {
    this.clock += around.ms;
    this.move(person, around);
    this.choose(person, around);
    this.pose(person, around);
  }

  private move(person: PersonView, around: Surroundings): void {
    const { now, origin, ms } = around;
    const before = this.glide.at;
    const leapt = this.glide.update(person.path, now);
    if (leapt) this.swings[this.view].settle();
    this.floor = this.glide.at;
    const [dx, dy] = [this.floor[0] - before[0], this.floor[1] - before[1]];
    const course = along(person.path, now);
    const sitting = around.seat !== undefined && ended(person, now);
    if (around.seat) this.lastSeat = around.seat;
    this.seated = sitting ? Math.min(1, this.seated + ms / SIT) : Math.max(0, this.seated - ms / STAND);
    if (this.lastSeat && (sitting || this.seated > 0.5)) this.facing = this.lastSeat.facing;
    else if (course.speed[0] !== 0 || course.speed[1] !== 0) {
      this.facing = facingTowards(course.speed[0], course.speed[1], this.facing);
    } else if (this.seated === 0) this.facing = person.facing;

    const ground = toPicture(origin, this.floor[0], this.floor[1]);
    const way = Math.hypot(dx, dy);
    this.walking = !leapt && way / Math.max(ms, 1) > 0.02 && this.seated === 0;
    if (this.seated > 0 && this.lastSeat) {
      this.root = this.towardsSeat(ground, this.lastSeat, origin);
      this.feet.reset(this.root);
    } else {
      this.root = ground;
      if (leapt) this.feet.reset(ground);
      else {
        const stride = way > 0 ? toPicture([0, 0], (dx / way) * STRIDE, (dy / way) * STRIDE) : ([0, 0] as Point);
        this.feet.step(ground, stride, way / STRIDE, this.walking, ms);
      }
    }
    if (this.walking) this.phase = (this.phase + way / STRIDE) % 1;
    else if (!this.feet.busy) this.phase = 0.15;
    this.stepping = towards(this.stepping, this.walking ? 1 : 0, ms / BLEND);
  }

  private towardsSeat(ground: Point, seat: Seat, origin: Point): Point {
    const [x, y] = cushion(seat, origin);
    const goal: Point = [x, y + (rig.foot[1] - rig.hip[1]) * FIGURE_SCALE];
    const part = this.seated * this.seated * (3 - 2 * this.seated);
    const hop = Math.sin(Math.PI * part) * 7;
    return [ground[0] + (goal[0] - ground[0]) * part, ground[1] + (goal[1] - ground[1]) * part - hop];
  }

  private choose(person: PersonView, around: Surroundings): void {
    const { mark, now, ms, holds, still } = around;
    const { seated, walking, clock } = this;
    const asleep = person.doing === 'sleep';
    const talking = !asleep && speaks(mark?.spoke, now);
    this.gestures.update({ person, mark, now, ms, holds, seated, walking, talking, still });
    const made = this.gestures.leading();
    const body = seated > 0.5 ? poses.sit : walking ? poses.walk : poses.stand;
    this.guise = guiseOf([body, ...made], this.view, holds);
    if (this.mirror) this.guise.variants.push(LEFT);
    this.face = faceOf(person.expression, made, blinks(clock, this.seed), talking ? mouthAt(clock) : undefined);
  }

  private pose(person: PersonView, around: Surroundings): void {
    const { view, root, mirror } = this;
    const bones = skeletons[view];
    const turns = this.turns[view];
    const out = this.bones[view];
    const clock = around.still ? 0 : this.clock;
    const layers: Played[] = [
      { pose: poses.stand, ms: clock, weight: 1 },
      { pose: poses.walk, ms: this.phase * poses.walk.ms, weight: this.stepping },
      { pose: poses.sit, ms: clock, weight: this.seated },
      { pose: poses['sit-floor'], ms: clock, weight: this.lastSeat?.posture === 'floor' ? this.seated : 0 },
      ...this.gestures.played,
    ];
    // Nothing is seen of what lies under a whole pose of full weight.
    const lowest = layers.findLastIndex(({ pose, weight }) => weight === 1 && !pose.overlay);
    for (let i = lowest; i < layers.length; i++) {
      const { pose, ms, weight } = layers[i]!;
      lay(bones, pose, view, ms, weight, turns);
    }
    this.look(person, around);
    this.heed.apply(view, turns);
    this.squash(turns[0]!, around.still);
    solve(bones, turns, out);
    if (this.seated === 0 && this.feet.busy) this.stand(bones, turns, out);
    const side = mirror ? -1 : 1;
    if (this.shown !== this.facing || around.still) this.swings[view].settle();
    this.shown = this.facing;
    const at: Point = [(root[0] / FIGURE_SCALE) * side, root[1] / FIGURE_SCALE];
    if (!around.still) this.swings[view].step(at, around.ms, turns, out);
  }

  /** Puts the feet where they were set down. */
  private stand(bones: Skeleton, turns: Turn[], out: Matrix[]): void {
    legs[this.view].forEach((leg, i) => {
      const foot = this.feet.feet[i]!;
      const dx = ((foot.at[0] - this.root[0]) / FIGURE_SCALE) * (this.mirror ? -1 : 1);
      const dy = (foot.at[1] - this.root[1]) / FIGURE_SCALE;
      reach(bones, leg, [leg.sole[0] + dx, leg.sole[1] + dy], foot.raised, turns, out);
    });
  }

  /** Sleepers look at nobody. */
  private look(person: PersonView, { look, ms }: Surroundings): void {
    const side = this.mirror ? -1 : 1;
    const seen = person.doing === 'sleep' ? undefined : look;
    this.heed.update(seen && [(seen[0] - this.root[0]) * side, seen[1] - this.root[1]], ms);
  }

  /** One squash when the cushion gives, one stretch when getting up. */
  private squash(root: Turn, still: boolean): void {
    if (still || this.seated === 0 || this.seated === 1) return;
    const soon = Math.max(0, (this.seated - 0.55) / 0.45);
    const give = Math.sin(Math.PI * soon) * 0.08 - Math.sin(Math.PI * Math.min(this.seated / 0.55, 1)) * 0.03;
    root.sy = 1 - give;
    root.sx = 1 + give * 0.6;
  }
}

const seatedSoles = { front: seatedSole('front'), back: seatedSole('back') };

/** Where the near shoe of somebody sitting is on the canvas. */
export const restingSole = (view: ViewName): Point => seatedSoles[view];

function seatedSole(view: ViewName): Point {
  const turns = resting(view);
  const out = blank(view);
  lay(skeletons[view], poses.sit, view, 0, 1, turns);
  solve(skeletons[view], turns, out);
  return soleOf(legs[view][0], out);
}

const ended = (person: PersonView, now: Millis): boolean => now >= person.path[person.path.length - 1]![2];

function towards(value: number, goal: number, step: number): number {
  return value < goal ? Math.min(goal, value + step) : Math.max(goal, value - step);
}

/** A number from 0 to 1 by which idle people are out of step. */
function seedOf(id: string): number {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  return (hash >>> 0) / 4294967296;
}
