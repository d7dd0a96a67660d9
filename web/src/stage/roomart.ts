import type { Facing } from '../wire/types';
import type { Light } from '../world/light';
import type { Rect } from './depth';
import type { Point } from './floor';

/** A room's drawing as the server writes it; pictures are named beside it under /assets/. */
export interface RoomArt {
  id: string;
  backdrop: string;
  /** What people's colours are multiplied with. */
  tint: Record<Light, string>;
  origin: Point;
  floor: Point;
  frame: Rect;
  background: Picture;
  furniture: Picture;
  /** Back to front among themselves; a group's pieces stand together. */
  pieces: Piece[];
  seats: Seat[];
  exits: Exit[];
  works: Work[];
  /** Lights that were put into the room, in the picture's pixels, and by which light of the day they shine: always, if absent. */
  glows: { at: Point; radius: number; color: string; by?: Light }[];
}

export interface Picture extends Record<Light, string> {
  width: number;
  height: number;
}

export interface Piece {
  id: string;
  /** Undefined on the wall. */
  group?: string;
  layer: 'back' | 'front' | 'single' | 'wall';
  /** Shown one after the other, over and over. */
  frames: Still[];
  at: Point;
  base?: Point[];
}

/** One picture of a piece, and the milliseconds for which it is shown when others follow. */
export interface Still {
  frame: Rect;
  ms?: number;
}

export interface Seat {
  id: string;
  group: string;
  facing: Facing;
  at: Point;
  approach: Point;
  /** Picture pixels of the hip above `at`. */
  height: number;
  /** Legs down, or crossed on a cushion on the floor. */
  posture: 'chair' | 'floor';
}

export interface Exit {
  id: string;
  target: string;
  at: Point;
  outline: Point[];
  /** Where a painted sign has room for how many are behind the door. */
  board?: Point;
}

/** Something painted that has a maker of its own. */
export interface Work {
  id: string;
  outline: Point[];
}

/** Figures are drawn at this part of their canvas in a picture at scale 1. */
export const FIGURE_SCALE = 0.54;

/** Whether nothing but the pictures of two drawings of a room differs. */
export function repainted(before: RoomArt, after: RoomArt): boolean {
  const bare = ({ background: b, furniture: f, ...art }: RoomArt) =>
    JSON.stringify([art, b.width, b.height, f.width, f.height]);
  return before === after || bare(before) === bare(after);
}

export interface Group {
  id: string;
  /** Drawn before and after whoever sits in it. */
  back: Piece[];
  front: Piece[];
  base: Point[];
  frame: Rect;
}

/** The groups in drawing order; what is on the wall is in none. */
export function groupsOf(pieces: readonly Piece[]): Group[] {
  const groups = new Map<string, Group>();
  for (const piece of pieces) {
    const { group: id, base, at } = piece;
    if (id === undefined || base === undefined) continue;
    const [, , width, height] = piece.frames[0]!.frame;
    const box: Rect = [at[0], at[1], width, height];
    const group = groups.get(id);
    if (group) group.frame = around(group.frame, box);
    else groups.set(id, { id, back: [], front: [], base, frame: box });
    const side = piece.layer === 'front' ? 'front' : 'back';
    groups.get(id)![side].push(piece);
  }
  return [...groups.values()];
}

function around(a: Rect, b: Rect): Rect {
  const x = Math.min(a[0], b[0]);
  const y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
}
