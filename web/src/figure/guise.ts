import { rig } from './bones';
import type { Pose, ViewName } from './rig';

/** How parts and planes differ from what stands in the sheet while poses have the say; of two, the later wins. */
export interface Guise {
  /** Variants of all planes, the first that a part has. */
  variants: string[];
  /** The variant of a plane. */
  planes: Record<string, string>;
  above: Readonly<Record<string, string>>;
}

const nothing = {};

export function guiseOf(poses: readonly Pose[], view: ViewName, holds: boolean): Guise {
  const guise: Guise = { variants: [], planes: {}, above: nothing };
  for (const pose of poses) {
    if (pose.variant) guise.variants.unshift(pose.variant);
    if (pose.show) Object.assign(guise.planes, pose.show);
    if (pose.above) guise.above = pose.above[view] ?? nothing;
  }
  // Whatever the arm does, fingers that hold something stay closed about it.
  if (holds) Object.assign(guise.planes, rig.poses.hold!.show);
  return guise;
}
