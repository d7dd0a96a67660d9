import type { Box, Spot } from '../../world/scene';
import { counts, type Petal, type Rings } from './ring';

/** A petal's drawing: lengths are CSS pixels, `box` from the wheel's middle, the rest from the box's corner. */
export interface PetalShape {
  box: Box;
  /** What answers to a pointer: petals touch, so that no tap falls between two. */
  area: string;
  /** What is painted, without the round rim. */
  outline: string;
  /** The place for its drawing and word, and that for its number near the rim of the wheel. */
  middle: Spot;
  corner: Spot;
}

/** Half the gap between painted petals, their line, and the rim that rounds their corners. */
const gap = 1.5;
export const lineWidth = 2.5;
export const rim = 10;
const inset = gap + lineWidth + rim;
/** In a slanted petal a word would come near the edge below it. */
const raised = 5;

export function shapeOf({ ring, index }: Petal, rings: Rings): PetalShape {
  const [near, far] = ring === 'gestures' ? [rings.faces, rings.gestures] : [rings.hole, rings.faces];
  const half = Math.PI / counts[ring];
  const at = 2 * half * index;
  const corners = [at - half, at + half].flatMap((turn) => [polar(near, turn), polar(far, turn)]);
  // A petal that lies across an axis reaches farthest on the axis itself.
  const axes = [0, 1, 2, 3, 4].map((quarter) => (quarter * Math.PI) / 2);
  const tips = axes.filter((axis) => Math.abs(axis - at) < half).map((axis) => polar(far, axis));
  const xs = [...corners, ...tips].map(({ x }) => x);
  const ys = [...corners, ...tips].map(({ y }) => y);
  const box = { x: Math.min(...xs), y: Math.min(...ys), w: 0, h: 0 };
  box.w = Math.max(...xs) - box.x;
  box.h = Math.max(...ys) - box.y;
  const middle = polar((near + far) / 2, at);
  if (ring === 'gestures') middle.y -= raised * Math.abs(Math.sin(2 * at));
  const from = (spot: Spot) => ({ x: spot.x - box.x, y: spot.y - box.y });
  return {
    box,
    area: arc(near, far, at, half, 0, box),
    outline: arc(near + inset, far - inset, at, half, inset, box),
    middle: from(middle),
    corner: from(polar(far - 15, at - half * 0.66)),
  };
}

/** A piece of a ring, its straight sides moved inwards by so many pixels. */
function arc(near: number, far: number, at: number, half: number, indent: number, corner: Spot): string {
  const point = (radius: number, side: number) => {
    const { x, y } = polar(radius, at + side * Math.max(0, half - Math.asin(Math.min(1, indent / radius))));
    return `${round(x - corner.x)} ${round(y - corner.y)}`;
  };
  return `M${point(far, -1)}A${round(far)} ${round(far)} 0 0 1 ${point(far, 1)}L${point(near, 1)}A${round(near)} ${round(near)} 0 0 0 ${point(near, -1)}Z`;
}

const polar = (radius: number, turn: number): Spot => ({ x: Math.sin(turn) * radius, y: -Math.cos(turn) * radius });
const round = (n: number): number => Math.round(n * 100) / 100;
