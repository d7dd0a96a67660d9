import { rig, skeletons } from './bones';
import type { Dressed } from './dressed';
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

/** What is drawn of a stance: where each bone is, and which drawing each part shows. */
export interface Posed {
  bones: Matrix[];
  face: Record<string, string>;
  variants: string[];
}

/** What a garment shows in place of its mirror image. */
const left = 'left';

/** The rig's poses that a figure wearing this takes by itself while it stands: hands that hold something are raised. */
export function habits(dressed: Pick<Dressed, 'sheet'>, view: ViewName): Pose[] {
  const holds = dressed.sheet.views[view].some((draw) => draw.plane === 'held');
  return holds && rig.poses.hold ? [rig.poses.hold] : [];
}

/** The poses of a stance, in the order they are laid over each other. */
function layers(name: string, dressed: Pick<Dressed, 'sheet'>, view: ViewName): Pose[] {
  const stand = rig.poses.stand!;
  const pose = rig.poses[name] ?? stand;
  const under = pose.overlay ? [stand] : [pose];
  return [...under, ...habits(dressed, view), ...(pose.overlay ? [pose] : [])];
}

/** Lays a pose, with a weight from 0 to 1, over what the turns hold. */
export function strike(stance: Stance, dressed: Pick<Dressed, 'sheet'>, weight: number, turns: Turn[]): void {
  const { view, pose, ms } = stance;
  for (const one of layers(pose, dressed, view)) lay(skeletons[view], one, view, ms, weight, turns);
}

/** Which drawings a stance shows. */
export function choose({ pose, mirror, expression, blink }: Stance): Pick<Posed, 'face' | 'variants'> {
  const variants = [rig.poses[pose]?.variant, mirror ? left : undefined].filter((v) => v !== undefined);
  const face = { ...rig.expressions[expression ?? 'neutral']?.parts };
  if (blink && face.eyeR === undefined) Object.assign(face, rig.overlays.blink.parts);
  return { face, variants };
}

/** A stance, worked out. */
export function posed(stance: Stance, dressed: Pick<Dressed, 'sheet'>): Posed {
  const bones = skeletons[stance.view];
  const turns = bones.names.map(rest);
  strike(stance, dressed, 1, turns);
  const out = bones.names.map(unit);
  solve(bones, turns, out);
  return { bones: out, ...choose(stance) };
}
