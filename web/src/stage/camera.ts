import type { Rect } from './depth';
import type { Point } from './floor';

/** What the camera looks with: the element, what is covered at its bottom, and the room's picture. */
export interface Lens {
  width: number;
  height: number;
  /** CSS pixels at the bottom under the bar and the keyboard. */
  covered: number;
  /** Size of the picture, and the box of it that is the room itself. */
  picture: Point;
  frame: Rect;
}

/** Height of a figure in the picture, in its pixels. */
const FIGURE = 144;
/** A phone shows one's own figure at least this tall, with a little to spare. */
const OWN = 128;
const DEAD_ZONE = 0.15;
/** Milliseconds after which the camera has caught up (95 %). */
const EASE = 300;
/** Picture pixels a phone may show beyond the room's box; a desktop shows the room in the middle as soon as it fits. */
const MARGIN = 60;
/** Room above a head for two bubbles below the room's name and the buttons, and below feet for the name; CSS pixels. */
const BUBBLES = 262;
const NAME = 34;

export const isPhone = (lens: Lens): boolean => Math.min(lens.width, lens.height) < 600;

/** The scale at which the picture covers the whole element. */
const cover = (lens: Lens): number => Math.max(lens.width / lens.picture[0], lens.height / lens.picture[1]);

/** The scale at which the whole room is seen. */
export function whole(lens: Lens): number {
  const seen = lens.height - lens.covered;
  return Math.min((lens.width * 0.98) / lens.frame[2], (Math.max(seen, lens.height / 2) * 0.96) / lens.frame[3]);
}

/**
 * The scale without any pinching: a phone's figure is tall enough; a desktop's room fills 78 % of the height or more, and
 * no more than lets its whole width be seen.
 */
export function natural(lens: Lens): number {
  const across = (lens.width * 0.98 * lens.frame[3]) / lens.frame[2];
  const seen = Math.min(lens.height * 0.84, (lens.height - lens.covered) * 0.97, across);
  const filling = Math.max(lens.height * 0.785, seen) / lens.frame[3];
  return isPhone(lens) ? Math.max(OWN / FIGURE, cover(lens)) : Math.max(filling, cover(lens));
}

/** A stranger behind the card sees the room as large as it will be, on a phone as much of it as covers the page. */
export const overview = (lens: Lens): number => (isPhone(lens) ? Math.max(whole(lens), cover(lens)) : natural(lens));

/** How far pinching and the wheel go; on a desktop the picture always fills the element. */
export function limits(lens: Lens): readonly [least: number, most: number] {
  const base = natural(lens);
  const least = Math.min(isPhone(lens) ? base * 0.5 : base, whole(lens));
  return [isPhone(lens) ? least : Math.max(least, cover(lens)), base * 2];
}

/** Where the camera looks: the picture point in the middle of the uncovered part, and CSS pixels per picture pixel. */
export interface Gaze {
  x: number;
  y: number;
  scale: number;
}

export const middle = (lens: Lens): Point => [lens.width / 2, (lens.height - lens.covered) / 2];

export function toScreen(lens: Lens, gaze: Gaze, at: Point): Point {
  const [mx, my] = middle(lens);
  return [(at[0] - gaze.x) * gaze.scale + mx, (at[1] - gaze.y) * gaze.scale + my];
}

export function fromScreen(lens: Lens, gaze: Gaze, at: Point): Point {
  const [mx, my] = middle(lens);
  return [(at[0] - mx) / gaze.scale + gaze.x, (at[1] - my) / gaze.scale + gaze.y];
}

/** Keeps the room in sight, and the picture under the whole uncovered part where it is large enough. */
export function hold(lens: Lens, gaze: Gaze): Gaze {
  const [mx, my] = middle(lens);
  const halfX = mx / gaze.scale;
  const halfY = my / gaze.scale;
  const [fx, fy, fw, fh] = lens.frame;
  const margin = isPhone(lens) ? MARGIN : 0;
  return {
    x: within(within(gaze.x, fx, fx + fw, halfX, margin), 0, lens.picture[0], halfX, 0),
    y: within(within(gaze.y, fy, fy + fh, halfY, margin), 0, lens.picture[1], halfY, 0),
    scale: gaze.scale,
  };
}

/** A centre such that a span of `half` to both sides stays between two edges, or in their middle if it cannot. */
function within(centre: number, from: number, to: number, half: number, margin: number): number {
  const least = from - margin + half;
  const most = to + margin - half;
  return least > most ? (from + to) / 2 : Math.min(Math.max(centre, least), most);
}

/** Who is followed: the foot point in the picture, and how far above it the crown is. */
export interface Followed {
  foot: Point;
  crown: number;
}

/** Where the camera would have to look for the followed figure to be inside its dead zone, bubbles and name included. */
export function wanted(lens: Lens, gaze: Gaze, who: Followed): Gaze {
  const seen = lens.height - lens.covered;
  const [mx, my] = middle(lens);
  const zoneX = lens.width * DEAD_ZONE;
  const zoneY = seen * DEAD_ZONE;
  const body = toScreen(lens, gaze, [who.foot[0], who.foot[1] - who.crown / 2]);
  const x = Math.min(Math.max(body[0], mx - zoneX), mx + zoneX);
  let y = Math.min(Math.max(body[1], my - zoneY), my + zoneY);
  const half = (who.crown * gaze.scale) / 2;
  const above = Math.max(0, Math.min(BUBBLES, seen - 2 * half - NAME));
  y = Math.max(y, above + half);
  y = Math.min(y, seen - NAME - half);
  return hold(lens, {
    x: gaze.x + (body[0] - x) / gaze.scale,
    y: gaze.y + (body[1] - y) / gaze.scale,
    scale: gaze.scale,
  });
}

/** One frame of the way from where the camera looks to where it should. */
export function ease(from: Gaze, to: Gaze, ms: number): Gaze {
  const part = 1 - Math.exp((-3 * ms) / EASE);
  const step = (a: number, b: number, near: number) => (Math.abs(b - a) < near ? b : a + (b - a) * part);
  return { x: step(from.x, to.x, 0.05), y: step(from.y, to.y, 0.05), scale: step(from.scale, to.scale, 0.0005) };
}

/** Another scale with the picture point under a screen point kept there: pinch, wheel. */
export function zoomAt(lens: Lens, gaze: Gaze, at: Point, factor: number): Gaze {
  const [least, most] = limits(lens);
  const scale = Math.min(Math.max(gaze.scale * factor, least), most);
  const [mx, my] = middle(lens);
  const fixed = fromScreen(lens, gaze, at);
  return hold(lens, { x: fixed[0] - (at[0] - mx) / scale, y: fixed[1] - (at[1] - my) / scale, scale });
}
