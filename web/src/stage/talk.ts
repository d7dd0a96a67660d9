import { rig } from '../figure/bones';
import type { Millis } from '../wire/types';
import type { Mark } from '../world/scene';

/** How long a mouth moves for a line of so many characters. */
export const speech = (length: number): number => Math.min(300 + 60 * length, 4000);

/** Whether the mouth moves for the newest line. */
export const speaks = (spoke: Mark['spoke'], now: Millis): boolean =>
  spoke !== undefined && now < spoke.at + speech(spoke.length);

/** What a speaking mouth shows at an instant of its own clock; nothing is the face's own. */
export function mouthAt(clock: number): string {
  const { ms, mouths } = rig.overlays.talk;
  return mouths[Math.floor(clock / ms) % mouths.length]!;
}
