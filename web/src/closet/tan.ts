import { distance, mix } from './colour';
import type { Colour } from './recipe';

/** So many levels lie from one skin of the catalogue to the next. */
export const levelsBetween = 5;

/** The levels of tanning, from the lightest skin of the catalogue to the darkest. */
export const levels = (skins: readonly Colour[]): number => Math.max(0, skins.length - 1) * levelsBetween;

/** The skin of a level; levels between two skins lie between their colours. */
export function skinOf(level: number, skins: readonly Colour[]): Colour {
  const at = Math.min(Math.max(level, 0), levels(skins)) / levelsBetween;
  const below = Math.floor(at);
  return mix(skins[below]!, skins[below + 1] ?? skins[below]!, at - below);
}

/** The level nearest to a skin, whatever its colour. */
export function levelOf(skin: Colour, skins: readonly Colour[]): number {
  let best = 0;
  for (let level = 1; level <= levels(skins); level++)
    if (distance(skinOf(level, skins), skin) < distance(skinOf(best, skins), skin)) best = level;
  return best;
}
