/** The skeleton every avatar shares: bones, poses and expressions, as `art/rig.json` lists them. */

/** Where a bone stands against its rest: turned `r` degrees clockwise, moved, stretched. */
export interface Turn {
  r: number;
  x: number;
  y: number;
  sx: number;
  sy: number;
}

export type Key = readonly [ms: number, turn: Partial<Turn>];
export type ViewName = 'front' | 'back';

export interface Pose {
  ms: number;
  loop: boolean;
  ease: 'sine' | 'linear';
  /** Played over another pose: it replaces only the bones it names. */
  overlay?: boolean;
  /** Played over another pose: it turns the bones it names further. */
  add?: boolean;
  /** What parts show that have it, of all planes and of single ones; the latter win. */
  variant?: string;
  show?: Record<string, string>;
  /** Parts of the face: over those of the expression, and where the expression says nothing. */
  face?: Record<string, string>;
  mood?: Record<string, string>;
  /** Planes painted right above another than the one they are listed above. */
  above?: Partial<Record<ViewName, Record<string, string>>>;
  /** A gesture played once goes so many rounds. */
  rounds?: number;
  /** Leaves the hand that holds something to the pose `hold`. */
  under?: 'hold';
  /** The instant shown where motion is to be reduced. */
  still?: number;
  /** Walking: canvas units of way for one whole cycle of two steps. */
  stride?: number;
  views: Record<ViewName, Record<string, Key[]>>;
}

/** A bone as the rig lists it. */
export interface Bone {
  parent?: string;
  pivot: [number, number];
  /** Takes no stretch from its parents: a glass stays a glass. */
  rigid?: boolean;
  swing?: Loose;
}

/** How a bone hangs loose: where its end lies from the pivot, how many degrees it swings at the most, and how fast. */
export interface Loose {
  end: [number, number];
  most: number;
  hertz: number;
}

export interface Rig {
  canvas: [number, number];
  foot: [number, number];
  hip: [number, number];
  /** Planes are `[plane, its bone]`, back to front. */
  views: Record<ViewName, { bones: Record<string, Bone>; planes: [string, string][] }>;
  poses: Record<string, Pose>;
  expressions: Record<string, { parts: Record<string, string> }>;
  /** Laid over any expression. */
  overlays: {
    blink: { ms: number; parts: Record<string, string> };
    talk: { ms: number; mouths: string[] };
  };
}

/** One view's bones by number, parents before children: what a frame needs and nothing by name. */
export interface Skeleton {
  names: readonly string[];
  parents: readonly number[];
  pivots: readonly (readonly [number, number])[];
  rigid: readonly boolean[];
  loose: readonly (Loose & { bone: number })[];
}

/** Two by three, as a canvas takes it: x' = a x + c y + tx, y' = b x + d y + ty. */
export interface Matrix {
  a: number;
  b: number;
  c: number;
  d: number;
  tx: number;
  ty: number;
}

export function skeleton(rig: Rig, view: ViewName): Skeleton {
  const bones = rig.views[view].bones;
  const names = Object.keys(bones);
  return {
    names,
    parents: names.map((name) => (bones[name]!.parent === undefined ? -1 : names.indexOf(bones[name]!.parent!))),
    pivots: names.map((name) => bones[name]!.pivot),
    rigid: names.map((name) => bones[name]!.rigid ?? false),
    loose: names.flatMap((name, bone) => (bones[name]!.swing ? [{ bone, ...bones[name]!.swing }] : [])),
  };
}

export const rest = (): Turn => ({ r: 0, x: 0, y: 0, sx: 1, sy: 1 });

export const unit = (): Matrix => ({ a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0 });

const defaults = rest();
const scratch = rest();

/** One bone of a pose at an instant of the pose's own time, written into `out`. */
export function sample(pose: Pose, track: readonly Key[] | undefined, ms: number, out: Turn): void {
  if (!track || track.length === 0) {
    Object.assign(out, defaults);
    return;
  }
  const time = pose.loop ? ((ms % pose.ms) + pose.ms) % pose.ms : Math.min(Math.max(ms, 0), pose.ms);
  let next = 0;
  while (next < track.length && track[next]![0] <= time) next++;
  // Before the first key and after the last one a loop is between the last and the first.
  const last = track[track.length - 1]!;
  const from = next > 0 ? track[next - 1]! : pose.loop ? last : track[0]!;
  const to = next < track.length ? track[next]! : pose.loop ? track[0]! : last;
  const whole = to[0] - from[0];
  const span = next > 0 && next < track.length ? whole : whole + pose.ms;
  const gone = time >= from[0] ? time - from[0] : time - from[0] + pose.ms;
  const part = span > 0 ? Math.min(gone / span, 1) : 0;
  const eased = pose.ease === 'sine' ? (1 - Math.cos(Math.PI * part)) / 2 : part;
  const a = from[1];
  const b = to[1];
  out.r = between(a.r ?? 0, b.r ?? 0, eased);
  out.x = between(a.x ?? 0, b.x ?? 0, eased);
  out.y = between(a.y ?? 0, b.y ?? 0, eased);
  out.sx = between(a.sx ?? 1, b.sx ?? 1, eased);
  out.sy = between(a.sy ?? 1, b.sy ?? 1, eased);
}

const between = (a: number, b: number, part: number): number => a + (b - a) * part;

/**
 * The bones of a pose, laid over what `turns` holds with a weight from 0 to 1. An overlay (a gesture) leaves alone the
 * bones it does not name, and so does one that adds; any other pose brings them to rest.
 */
export function lay(bones: Skeleton, pose: Pose, view: ViewName, ms: number, weight: number, turns: Turn[]): void {
  if (weight <= 0) return;
  const tracks = pose.views[view];
  const partial = pose.overlay || pose.add;
  for (let i = 0; i < turns.length; i++) {
    const track = tracks[bones.names[i]!];
    if (partial && !track) continue;
    sample(pose, track, ms, scratch);
    const turn = turns[i]!;
    const from = pose.add ? defaults : turn;
    turn.r += (scratch.r - from.r) * weight;
    turn.x += (scratch.x - from.x) * weight;
    turn.y += (scratch.y - from.y) * weight;
    turn.sx += (scratch.sx - from.sx) * weight;
    turn.sy += (scratch.sy - from.sy) * weight;
  }
}

/** parent * translate(pivot + (x,y)) * rotate(r) * scale(sx,sy) * translate(-pivot), for every bone. */
export function solve(bones: Skeleton, turns: readonly Turn[], out: Matrix[]): void {
  for (let i = 0; i < turns.length; i++) solveBone(bones, i, turns[i]!, out);
}

export function solveBone(bones: Skeleton, i: number, turn: Turn, out: Matrix[]): void {
  const [px, py] = bones.pivots[i]!;
  const angle = (turn.r * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const a = cos * turn.sx;
  const b = sin * turn.sx;
  const c = -sin * turn.sy;
  const d = cos * turn.sy;
  const tx = px + turn.x - a * px - c * py;
  const ty = py + turn.y - b * px - d * py;
  const m = out[i]!;
  const parent = bones.parents[i]!;
  if (parent < 0) {
    Object.assign(m, { a, b, c, d, tx, ty });
    return;
  }
  const p = bones.rigid[i] ? unstretched(out[parent]!, px, py) : out[parent]!;
  m.a = p.a * a + p.c * b;
  m.b = p.b * a + p.d * b;
  m.c = p.a * c + p.c * d;
  m.d = p.b * c + p.d * d;
  m.tx = p.a * tx + p.c * ty + p.tx;
  m.ty = p.b * tx + p.d * ty + p.ty;
}

const plain = unit();

/** The turn of a matrix without its stretch, about a point. */
function unstretched(m: Matrix, px: number, py: number): Matrix {
  const angle = Math.atan2(m.b - m.c, m.a + m.d);
  const a = Math.cos(angle);
  const b = Math.sin(angle);
  const [x, y] = carry(m, px, py);
  return Object.assign(plain, { a, b, c: -b, d: a, tx: x - a * px + b * py, ty: y - b * px - a * py });
}

export const carry = (m: Matrix, x: number, y: number): readonly [number, number] => [
  m.a * x + m.c * y + m.tx,
  m.b * x + m.d * y + m.ty,
];
