import { gestures } from '../../world/reduce';
import type { Box, Spot } from '../../world/scene';
import { expressions } from '../icons';

/** The rings of petals, from the outer one inwards, and what stands in the middle while one dances. */
export type RingName = 'gestures' | 'faces' | 'stop';

/** How many petals a ring has; the first one's middle is at the top, the others follow clockwise. */
export const counts: Record<RingName, number> = { gestures: gestures.length, faces: expressions.length, stop: 1 };

/** One petal of the wheel. */
export interface Petal {
  ring: RingName;
  index: number;
}

/** Radii of the wheel in CSS pixels, from the hole in which one's own face is seen outwards. */
export interface Rings {
  hole: number;
  faces: number;
  gestures: number;
}

/** The wheel at its full size, and the smallest whose petals a finger still hits. */
const largest = 180;
const smallest = 150;
/** Between the wheel and the edge of the window. */
const margin = 6;
/** A window of that height holds the full wheel. */
export const roomy = 2 * (largest + margin);
/** So thick is the ring of faces: a finger's width, and as much as a petal bends. */
const faceRing = 48;
/** A finger that slides a little over the edge still means the petal it came over. */
const reach = 44;
/** One's own face is above the middle of the hole: below it there is a place to stop. */
const lift = 12;

/** The wheel as large as a window lets it be. */
export function ringsIn(bounds: Box): Rings {
  const fits = Math.min(bounds.w, bounds.h) / 2 - margin;
  const gestures = Math.min(largest, Math.max(smallest, fits));
  const faces = Math.round(gestures * 0.6);
  return { hole: faces - faceRing, faces, gestures };
}

/**
 * Where the wheel's middle goes: one's own face in its hole; beside one's face where the window ends too soon for that.
 * A wheel that lies well stays where it is.
 */
export function placeWheel(face: Box, bounds: Box, rings: Rings, last?: Spot): Spot {
  const own = { x: face.x + face.w / 2, y: face.y + face.h / 2 };
  const room = roomOf(bounds, rings);
  const around = inside({ x: own.x, y: own.y + lift }, room);
  const well = (spot: Spot) => apart(spot, inside(spot, room)) < 1 && clear(apart(spot, own), rings);
  return [last, around, ...beside(own, room, rings).sort(nearest(around))].find((spot) => spot && well(spot)) ?? around;
}

/** The middle of one's face is seen: in the hole, or outside of the wheel. */
const clear = (far: number, { hole, gestures }: Rings): boolean => far < hole || far >= gestures;

/** Where the wheel's rim just passes one's face, at the edges of the room it has, and their corners. */
function beside(own: Spot, { x, y, w, h }: Box, { gestures }: Rings): Spot[] {
  const far = gestures + 1;
  const across = (distance: number) => Math.sqrt(Math.max(0, far ** 2 - distance ** 2));
  return [-1, 1].flatMap((side) => [
    ...[x, x + w].map((edge) => ({ x: edge, y: own.y + side * across(edge - own.x) })),
    ...[y, y + h].map((edge) => ({ x: own.x + side * across(edge - own.y), y: edge })),
    ...[y, y + h].map((edge) => ({ x: side < 0 ? x : x + w, y: edge })),
  ]);
}

/** The petal at a place, reckoned from the wheel's middle; 'hole' is no petal, and neither is what is far outside. */
export function aimAt({ x, y }: Spot, rings: Rings): Petal | 'hole' | undefined {
  const far = Math.hypot(x, y);
  if (far < rings.hole) return 'hole';
  if (far > rings.gestures + reach) return undefined;
  const ring = far < rings.faces ? 'faces' : 'gestures';
  return { ring, index: indexAt(turnOf({ x, y }), counts[ring]) };
}

/** The petal to which an arrow key leads: left and right go round, down and up to the ring within and without. */
export function petalBy(key: string, { ring, index }: Petal, stops: boolean): Petal | undefined {
  const count = counts[ring];
  const rings: readonly RingName[] = stops ? ['gestures', 'faces', 'stop'] : ['gestures', 'faces'];
  switch (key) {
    case 'ArrowRight':
      return { ring, index: (index + 1) % count };
    case 'ArrowLeft':
      return { ring, index: (index + count - 1) % count };
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowDown' ? 1 : rings.length - 1;
      const other = rings[(rings.indexOf(ring) + step) % rings.length]!;
      return { ring: other, index: indexAt(index / count, counts[other]) };
    }
    case 'Home':
      return { ring, index: 0 };
    case 'End':
      return { ring, index: count - 1 };
    default:
      return undefined;
  }
}

export const samePetal = (a: Petal, b: Petal | undefined): boolean => a.ring === b?.ring && a.index === b.index;

/** A direction as a share of the full turn, clockwise from the top. */
const turnOf = ({ x, y }: Spot): number => (Math.atan2(x, -y) / (2 * Math.PI) + 1) % 1;

const indexAt = (turn: number, count: number): number => Math.round(turn * count) % count;

/** Where the middle may be so that the wheel is in the window. */
function roomOf(bounds: Box, { gestures }: Rings): Box {
  const span = (from: number, length: number): [from: number, length: number] => {
    const left = length - 2 * (gestures + margin);
    return left < 0 ? [from + length / 2, 0] : [from + gestures + margin, left];
  };
  const [x, w] = span(bounds.x, bounds.w);
  const [y, h] = span(bounds.y, bounds.h);
  return { x, y, w, h };
}

const inside = ({ x, y }: Spot, room: Box): Spot => ({
  x: Math.min(Math.max(x, room.x), room.x + room.w),
  y: Math.min(Math.max(y, room.y), room.y + room.h),
});

const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);
const nearest = (to: Spot) => (a: Spot, b: Spot) => apart(a, to) - apart(b, to);
