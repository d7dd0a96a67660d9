import type { Facing } from '../wire/types';

/** A point of the room's picture (background image), in its pixels, or of the floor, in floor units. */
export type Point = readonly [x: number, y: number];

/** Where a floor point stands in the picture: a 2:1 isometric floor whose (0,0) is drawn at `origin`. */
export function toPicture(origin: Point, x: number, y: number): Point {
  return [origin[0] + x - y, origin[1] + (x + y) / 2];
}

/** The floor point drawn at a picture point. */
export function toFloor(origin: Point, px: number, py: number): Point {
  const across = px - origin[0];
  const down = (py - origin[1]) * 2;
  return [(down + across) / 2, (down - across) / 2];
}

/** The nearest point of the floor, or undefined when the point is further than `reach` units off it. */
export function ontoFloor(size: Point, at: Point, reach: number): Point | undefined {
  const x = Math.min(Math.max(at[0], 0), size[0]);
  const y = Math.min(Math.max(at[1], 0), size[1]);
  return Math.hypot(x - at[0], y - at[1]) <= reach ? [x, y] : undefined;
}

/** The way of each facing on the floor. */
export const headings: Record<Facing, Point> = { se: [1, 0], sw: [0, 1], nw: [-1, 0], ne: [0, -1] };

/**
 * The facing for a direction on the floor. Somebody who walks between two facings keeps the one held, within some ten
 * degrees, or a path along the diagonal would flicker.
 */
export function facingTowards(dx: number, dy: number, held: Facing): Facing {
  const length = Math.hypot(dx, dy);
  if (length === 0) return held;
  let best = held;
  let most = (headings[held][0] * dx + headings[held][1] * dy) / length + 0.12;
  for (const facing of Object.keys(headings) as Facing[]) {
    const likeness = (headings[facing][0] * dx + headings[facing][1] * dy) / length;
    if (likeness > most) {
      most = likeness;
      best = facing;
    }
  }
  return best;
}
