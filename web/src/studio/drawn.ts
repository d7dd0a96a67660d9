import type { Point } from '../stage/floor';
import type { Exit, RoomArt, Seat } from '../stage/roomart';
import type { Facing, Title } from '../wire/types';

/** A room's drawing with all that the stage has no use for: what a designer lays down on the floor. */
export interface Drawn extends RoomArt {
  title: Title;
  capacity: number;
  walk: Point[][];
  /** A group of furniture of the same name stands there. */
  blocked: { id: string; polygon: Point[] }[];
  seats: (Seat & { table?: string })[];
  exits: (Exit & { facing: Facing })[];
  tables: { id: string; polygon: Point[]; area: Point[] }[];
  areas: { id: string; kind: string; polygon: Point[] }[];
  spawn: Point[];
}
