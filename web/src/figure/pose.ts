import { rig, skeletons } from './bones';
import type { Dressed } from './dressed';
import { faceOf } from './face';
import { type Guise, guiseOf } from './guise';
import { lay, type Matrix, type Pose, rest, solve, type Turn, unit, type ViewName } from './rig';

/** How a figure is held in one instant. */
export interface Stance {
  view: ViewName;
  /** Facing left. */
  mirror: boolean;
  /** A pose of the rig; one that is an overlay is played over `stand`. */
  pose: string;
  /** The pose's own time, in milliseconds. */
  ms: number;
  /** An expression of the rig; neutral when it is left out. */
  expression?: string;
  blink?: boolean;
  /** Canvas units that eyes and mouth have moved inside the face. */
  glance?: readonly [number, number];
}

/** What is drawn of a stance: where each bone is, and which drawing each part shows, in which order. */
export interface Posed {
  bones: Matrix[];
  face: Record<string, string>;
  guise: Guise;
}

/** What a garment shows in place of its mirror image. */
const left = 'left';

/** What the body does by itself; everything else is a gesture of it. */
const bodies = ['stand', 'walk', 'sit'];

/** The poses one can ask for; the others are parts and variants of them. */
export const poses = Object.keys(rig.poses).filter((name) => name !== 'hold' && !name.includes('-'));

/** Something is in the hand. */
const holds = ({ sheet }: Pick<Dressed, 'sheet'>): boolean =>
  Object.values(sheet.views).some((draws) => draws.some((draw) => draw.plane === 'held'));

/** The poses of a stance, in the order they are laid over each other: a hand that holds something is raised. */
function layers(name: string, dressed: Pick<Dressed, 'sheet'>): Pose[] {
  const full = holds(dressed);
  const pose = (full && rig.poses[`${name}-hold`]) || (rig.poses[name] ?? rig.poses.stand!);
  const raised = full && (bodies.includes(name) || pose.under === 'hold');
  return [...(pose.overlay ? [rig.poses.stand!] : []), pose, ...(raised ? [rig.poses.hold!] : [])];
}

/** Lays a pose, with a weight from 0 to 1, over what the turns hold. */
export function strike(stance: Stance, dressed: Pick<Dressed, 'sheet'>, weight: number, turns: Turn[]): void {
  const { view, pose, ms } = stance;
  for (const one of layers(pose, dressed)) lay(skeletons[view], one, view, ms, weight, turns);
}

/** Which drawings a stance shows. */
export function choose(stance: Stance, dressed: Pick<Dressed, 'sheet'>): Pick<Posed, 'face' | 'guise'> {
  const { view, pose, mirror, expression, blink } = stance;
  const struck = layers(pose, dressed);
  const guise = guiseOf(struck, view, holds(dressed));
  if (mirror) guise.variants.push(left);
  return { face: faceOf(expression, struck, blink ?? false), guise };
}

/** A stance, worked out. */
export function posed(stance: Stance, dressed: Pick<Dressed, 'sheet'>): Posed {
  const bones = skeletons[stance.view];
  const turns = bones.names.map(rest);
  strike(stance, dressed, 1, turns);
  const out = bones.names.map(unit);
  solve(bones, turns, out);
  return { bones: out, ...choose(stance, dressed) };
}
