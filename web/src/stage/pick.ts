import { contains } from '../world/geometry';
import type { Rect } from './depth';
import { type Point, toPicture } from './floor';
import type { Seat } from './roomart';

/** A finger's width in CSS pixels: nothing that answers is smaller. */
const FINGER = 44;

/** Somebody on the screen, in CSS pixels. */
export interface Target {
  id: string;
  head: Rect;
  body: Rect;
}

/**
 * Who is under a point: the topmost figure whose head or body it is in, else the nearest whose surroundings, grown to a
 * finger's width, it is in. Targets come back to front.
 */
export function personAt(targets: readonly Target[], at: Point): string | undefined {
  for (let i = targets.length - 1; i >= 0; i--) {
    const { head, body, id } = targets[i]!;
    if (inside(head, at) || inside(body, at)) return id;
  }
  let found: string | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { head, body, id } of targets) {
    if (!inside(grown(head), at) && !inside(grown(body), at)) continue;
    const distance = Math.hypot(body[0] + body[2] / 2 - at[0], body[1] + body[3] / 2 - at[1]);
    if (distance < nearest) {
      nearest = distance;
      found = id;
    }
  }
  return found;
}

/**
 * The free seat under a picture point, `scale` CSS pixels per picture pixel: the cushion, or the furniture around it,
 * for a chair seen from behind shows little else.
 */
export function seatAt(
  seats: readonly Seat[],
  furniture: ReadonlyMap<string, Rect>,
  origin: Point,
  taken: ReadonlySet<string>,
  at: Point,
  scale: number,
): Seat | undefined {
  const least = FINGER / 2 / scale;
  let found: Seat | undefined;
  let nearest = 1;
  for (const seat of seats) {
    if (taken.has(seat.id)) continue;
    const [x, y] = cushion(seat, origin);
    const box = furniture.get(seat.group) ?? [x, y, 0, 0];
    const distance = Math.min(
      Math.hypot((at[0] - x) / Math.max(24, least), (at[1] - y) / Math.max(20, least)),
      Math.hypot((at[0] - box[0] - box[2] / 2) / (box[2] * 0.42), (at[1] - box[1] - box[3] / 2) / (box[3] * 0.42)),
    );
    if (distance < nearest) {
      nearest = distance;
      found = seat;
    }
  }
  return found;
}

/** The picture point a seated hip comes to. */
export function cushion(seat: Seat, origin: Point): Point {
  const [x, y] = toPicture(origin, seat.at[0], seat.at[1]);
  return [x, y - seat.height];
}

/** The exit, or the work, whose painted outline a picture point is in. */
export function outlined<T extends { outline: readonly Point[] }>(all: readonly T[], at: Point): T | undefined {
  return all.find(({ outline }) => contains(outline, at));
}

const inside = (r: Rect, at: Point): boolean =>
  at[0] >= r[0] && at[0] <= r[0] + r[2] && at[1] >= r[1] && at[1] <= r[1] + r[3];

function grown(r: Rect): Rect {
  const w = Math.max(r[2], FINGER);
  const h = Math.max(r[3], FINGER);
  return [r[0] - (w - r[2]) / 2, r[1] - (h - r[3]) / 2, w, h];
}
