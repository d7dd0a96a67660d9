import { rig } from './bones';
import type { ViewName } from './rig';
import type { Draw } from './sheet';

/** Planes of a view lifted (or lowered) right above others. */
export type Above = Readonly<Record<string, string>>;

/** The order in which a list of drawings is painted, as numbers in it, where some planes are put above others. */
export function paintOrder(draws: readonly Draw[], view: ViewName, above: Above): number[] {
  const place = new Map(rig.views[view].planes.map(([plane], i) => [plane, i]));
  const height = ({ plane }: Draw): number => {
    const own = place.get(plane) ?? 0;
    const under = above[plane];
    // Several planes above the same one keep their order among themselves.
    return under === undefined ? own : (place.get(under) ?? own) + (own + 1) / (place.size + 1);
  };
  return draws.map((_, i) => i).sort((a, b) => height(draws[a]!) - height(draws[b]!) || a - b);
}

const { bones } = rig.views.front;

/** Whether a bone is the head, or hangs on it. */
export function onHead(bone: string): boolean {
  for (let one: string | undefined = bone; one !== undefined; one = bones[one]?.parent) if (one === 'head') return true;
  return false;
}
