import type { Facing } from '../wire/types';
import type { Rect } from './depth';
import type { Point } from './floor';

/** A room's drawing as the server writes it; pictures are named beside it under /assets/. */
export interface RoomArt {
  id: string;
  backdrop: string;
  origin: Point;
  floor: Point;
  frame: Rect;
  background: Picture;
  furniture: Picture;
  /** Back to front among themselves; a group's pieces stand together. */
  pieces: Piece[];
  seats: Seat[];
  exits: Exit[];
}

export interface Picture {
  image: string;
  width: number;
  height: number;
}

export interface Piece {
  id: string;
  group: string;
  layer: 'back' | 'front' | 'single';
  frame: Rect;
  at: Point;
  base: Point[];
}

export interface Seat {
  id: string;
  group: string;
  facing: Facing;
  at: Point;
  approach: Point;
  /** Picture pixels of the hip above `at`. */
  height: number;
}

export interface Exit {
  id: string;
  target: string;
  at: Point;
  outline: Point[];
}

/** Figures are drawn at this part of their canvas in a picture at scale 1. */
export const FIGURE_SCALE = 0.54;

export interface Group {
  id: string;
  /** Drawn before and after whoever sits in it. */
  back: Piece[];
  front: Piece[];
  base: Point[];
  frame: Rect;
}

/** The groups in drawing order. */
export function groupsOf(pieces: readonly Piece[]): Group[] {
  const groups = new Map<string, Group>();
  for (const piece of pieces) {
    const box: Rect = [piece.at[0], piece.at[1], piece.frame[2], piece.frame[3]];
    const group = groups.get(piece.group);
    if (group) group.frame = around(group.frame, box);
    else groups.set(piece.group, { id: piece.group, back: [], front: [], base: piece.base, frame: box });
    const side = piece.layer === 'front' ? 'front' : 'back';
    groups.get(piece.group)![side].push(piece);
  }
  return [...groups.values()];
}

function around(a: Rect, b: Rect): Rect {
  const x = Math.min(a[0], b[0]);
  const y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
}
