import type { Facing, Millis, PersonView, Waypoint } from '../wire/types';

/** A place on the floor, in floor units. */
export interface FloorPoint {
  x: number;
  y: number;
}

/** Where somebody is at an instant: the lerp along the path, in integers, rounded half away from zero. */
export function where(person: Pick<PersonView, 'path'>, at: Millis): FloorPoint {
  const { path } = person;
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1]!;
    const b = path[i]!;
    if (at >= b[2]) continue;
    if (at <= a[2]) return { x: a[0], y: a[1] };
    const share = at - a[2];
    const whole = b[2] - a[2];
    return { x: lerp(a[0], b[0], share, whole), y: lerp(a[1], b[1], share, whole) };
  }
  const [x, y] = end(person);
  return { x, y };
}

/** The last point of the path. */
export function end(person: Pick<PersonView, 'path'>): Waypoint {
  return person.path[person.path.length - 1]!;
}

export function walking(person: Pick<PersonView, 'path'>, at: Millis): boolean {
  return at < end(person)[2];
}

/** Sitting begins when the walk to the seat is over. */
export function sitting(person: Pick<PersonView, 'path' | 'seat'>, at: Millis): boolean {
  return person.seat !== undefined && !walking(person, at);
}

/** Where a body looks: along the walk under way, and as the event said after it. */
export function facing(person: Pick<PersonView, 'path' | 'facing'>, at: Millis): Facing {
  for (let i = 1; i < person.path.length; i++) {
    const a = person.path[i - 1]!;
    const b = person.path[i]!;
    if (at >= b[2]) continue;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    if (Math.abs(dx) >= Math.abs(dy)) return dx < 0 ? 'nw' : 'se';
    return dy < 0 ? 'ne' : 'sw';
  }
  return person.facing;
}

function lerp(a: number, b: number, share: number, whole: number): number {
  const n = (b - a) * share;
  return a + Math.sign(n) * Math.floor((2 * Math.abs(n) + whole) / (2 * whole));
}
