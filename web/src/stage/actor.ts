import { rig, skeletons } from '../figure/bones';
import { mirrored, viewOf } from '../figure/facing';
import { lay, type Matrix, type Pose, rest, solve, type Turn, unit, type ViewName } from '../figure/rig';
import type { Facing, Millis, PersonView } from '../wire/types';
import type { Mark } from '../world/scene';
import { facingTowards, type Point, toPicture } from './floor';
import { Feet, legsOf, reach, soleOf } from './gait';
import { along, Glide } from './glide';
import { cushion } from './pick';
import { FIGURE_SCALE, type Seat } from './roomart';

const legs = { front: legsOf(skeletons.front), back: legsOf(skeletons.back) };
const blank = (view: ViewName): Matrix[] => skeletons[view].names.map(unit);
const resting = (view: ViewName): Turn[] => skeletons[view].names.map(rest);
const heads = { front: skeletons.front.names.indexOf('head'), back: skeletons.back.names.indexOf('head') };
const poses = rig.poses as Record<'stand' | 'walk' | 'sit', Pose> & Record<string, Pose>;

const SIT = 280;
const STAND = 220;
const WAVE = 1800;
const BLEND = 130;
/** What a garment shows in place of its mirror image: lettering, or a kimono's collar, which mirrored is the dead's. */
const LEFT = 'left';
/** Floor units of one whole stride: the rig gives it in canvas units along a facing. */
const STRIDE = (poses.walk.stride! * FIGURE_SCALE) / Math.hypot(1, 0.5);
/** Canvas units eyes and mouth move inside the face towards what is looked at. */
const GLANCE: Point = [4.5, 2.2];

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
  variants: string[] = [];
  face: Record<string, string> = {};
  glance: Point = [0, 0];
  walking = false;
  private readonly turns: Record<ViewName, Turn[]> = { front: resting('front'), back: resting('back') };
  private readonly glide: Glide;
  private readonly feet: Feet;
  private readonly seed: number;
  private lastSeat: Seat | undefined;
  private stepping = 0;
  private waving = 0;
  private clock: number;
  private phase = 0;
  private headTurn = 1;

  constructor(person: PersonView, around: Pick<Surroundings, 'origin' | 'now' | 'seat'>) {
    this.glide = new Glide(person.path, around.now);
    this.floor = this.glide.at;
    this.root = toPicture(around.origin, this.floor[0], this.floor[1]);
    this.feet = new Feet(this.root);
    this.facing = person.facing;
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
    return this.feet.busy || this.waving > 0;
  }

  /** Drawn inside its seat's furniture: from soon after it begins to sit until it has nearly got up. */
  get inSeat(): Seat | undefined {
    return this.seated > 0.35 ? this.lastSeat : undefined;
  }

  update(person: PersonView, around: Surroundings): void {
    this.clock += around.ms;
    this.move(person, around);
    this.choose(person, around);
    this.pose(around);
  }

  private move(person: PersonView, around: Surroundings): void {
    const { now, origin, ms } = around;
    const before = this.glide.at;
    const leapt = this.glide.update(person.path, now);
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
    const { mark, now, ms } = around;
    const gesture = mark?.gesture && poses[mark.gesture.name] ? mark.gesture : undefined;
    const wave = gesture !== undefined && now >= gesture.at && now < gesture.at + WAVE;
    this.waving = towards(this.waving, wave ? 1 : 0, ms / BLEND);
    this.variants = [];
    if (this.waving > 0.5) this.variants.push(poses.wave!.variant!);
    if (this.seated > 0.5) this.variants.push(poses.sit.variant!);
    else if (this.walking && poses.walk.variant) this.variants.push(poses.walk.variant);
    if (this.mirror) this.variants.push(LEFT);
    const parts = rig.expressions[person.expression ?? 'neutral']?.parts ?? {};
    this.face = { ...parts };
    if (blinks(this.clock, this.seed) && parts.eyeR === undefined) Object.assign(this.face, rig.overlays.blink.parts);
    const spoke = mark?.spoke;
    if (spoke && now < spoke.at + speech(spoke.length)) {
      const { ms: each, mouths } = rig.overlays.talk;
      const mouth = mouths[Math.floor(this.clock / each) % mouths.length]!;
      if (mouth !== '') this.face.mouth = mouth;
      else delete this.face.mouth;
    }
  }

  private pose(around: Surroundings): void {
    const { view } = this;
    const bones = skeletons[view];
    const turns = this.turns[view];
    const out = this.bones[view];
    for (const turn of turns) Object.assign(turn, rest());
    lay(bones, poses.stand, view, around.still ? 0 : this.clock, 1, turns);
    lay(bones, poses.walk, view, this.phase * poses.walk.ms, this.stepping, turns);
    lay(bones, poses.sit, view, around.still ? 0 : this.clock, this.seated, turns);
    lay(bones, poses.wave!, view, around.still ? 0 : this.clock, this.waving, turns);
    this.lookAt(around.look, turns[heads[view]]!, around.ms);
    this.squash(turns[0]!, around.still);
    solve(bones, turns, out);
    if (this.seated > 0 || !this.feet.busy) return;
    legs[view].forEach((leg, i) => {
      const foot = this.feet.feet[i]!;
      const dx = ((foot.at[0] - this.root[0]) / FIGURE_SCALE) * (this.mirror ? -1 : 1);
      const dy = (foot.at[1] - this.root[1]) / FIGURE_SCALE;
      reach(bones, leg, [leg.sole[0] + dx, leg.sole[1] + dy], foot.raised, turns, out);
    });
  }

  /** The head turns over to the other side, leans a little, and the face moves inside it. */
  private lookAt(look: Point | undefined, head: Turn, ms: number): void {
    const side = this.mirror ? -1 : 1;
    const dx = look ? (look[0] - this.root[0]) * side : 0;
    const dy = look ? look[1] - this.root[1] : 0;
    const over = look !== undefined && dx < -24;
    this.headTurn = towards(this.headTurn, over ? -1 : 1, (2 * ms) / 150);
    const near = look ? Math.min(Math.hypot(dx, dy) / 90, 1) : 0;
    const goal: Point = look
      ? [((Math.abs(dx) / (Math.abs(dx) + 60)) * 2 - 1) * near, Math.max(-1, Math.min(1, dy / 120))]
      : [0, 0];
    const part = 1 - Math.exp(-ms / 70);
    this.glance = [
      this.glance[0] + (goal[0] * GLANCE[0] - this.glance[0]) * part,
      this.glance[1] + (goal[1] * GLANCE[1] - this.glance[1]) * part,
    ];
    head.sx *= Math.sign(this.headTurn || 1) * (0.72 + 0.28 * Math.abs(this.headTurn));
    head.r += this.glance[1] * 0.9;
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

/** How long a mouth moves for a line of so many characters. */
export const speech = (length: number): number => Math.min(300 + 60 * length, 4000);

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

/** Eyes close every few seconds, not evenly, now and then twice. */
function blinks(clock: number, seed: number): boolean {
  const every = 3100 + seed * 1700;
  const round = Math.floor(clock / every);
  const late = ((round * 7919 + Math.floor(seed * 1000)) % 900) + 200;
  const since = (clock % every) - late;
  const again = round % 4 === 0 ? 260 : 0;
  const long = rig.overlays.blink.ms;
  return (since >= 0 && since < long) || (again > 0 && since >= again && since < again + long);
}
