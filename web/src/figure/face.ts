import { rig } from './bones';
import type { Pose } from './rig';

type Parts = Record<string, string>;

/**
 * What each part of a face shows: what the poses put on in any case, else what the expression says, else what suits the
 * poses; eyes blink and a speaking mouth moves over all of it.
 */
export function faceOf(
  expression: string | undefined,
  poses: readonly Pose[],
  blinking: boolean,
  mouth?: string,
): Parts {
  const worn = rig.expressions[expression ?? 'neutral']?.parts ?? {};
  const face: Parts = Object.assign({}, ...poses.map((p) => p.mood), worn, ...poses.map((p) => p.face));
  if (blinking && face.eyeR === undefined) Object.assign(face, rig.overlays.blink.parts);
  if (mouth === '') delete face.mouth;
  else if (mouth !== undefined) face.mouth = mouth;
  return face;
}

/** Eyes close every few seconds, not evenly, now and then twice. `seed` is from 0 to 1. */
export function blinks(clock: number, seed: number): boolean {
  const every = 3100 + seed * 1700;
  const round = Math.floor(clock / every);
  const late = ((round * 7919 + Math.floor(seed * 1000)) % 900) + 200;
  const since = (clock % every) - late;
  const again = round % 4 === 0 ? 260 : 0;
  const long = rig.overlays.blink.ms;
  return (since >= 0 && since < long) || (again > 0 && since >= again && since < again + long);
}
