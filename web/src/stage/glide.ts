import type { Millis, Waypoint } from '../wire/types';
import { along, type Course } from '../world/geometry';
import type { Point } from './floor';

/** Milliseconds a figure takes to join a new path: about half of it reads as gathering speed. */
const JOIN = 240;
/** Further away than this somebody was put elsewhere, not walking. */
const LEAP = 160;

/**
 * Where a figure is shown. A new path arrives some time after it began, from where the server had the person: the
 * figure joins it on a curve that keeps the place and the speed it is shown with, which is a start from standing, too.
 */
export class Glide {
  at: Point;
  speed: Point = [0, 0];
  private path: readonly Waypoint[];
  private since: Millis;
  private offset: Point = [0, 0];
  private drift: Point = [0, 0];
  private seen: Millis;

  constructor(path: readonly Waypoint[], now: Millis) {
    this.path = path;
    this.since = now - JOIN;
    this.seen = now;
    this.at = along(path, now).at;
  }

  /** Moves to `now`; true when the figure was put elsewhere instead of walking there. */
  update(path: readonly Waypoint[], now: Millis): boolean {
    const course = along(path, now);
    let leapt = false;
    if (path !== this.path) {
      leapt = this.join(course, now);
      this.path = path;
    }
    const part = Math.min(Math.max((now - this.since) / JOIN, 0), 1);
    const keep = (1 - part) * (1 - part) * (1 + 2 * part);
    const slip = ((1 - part) * (1 - part) * part * JOIN) / 1000;
    const x = course.at[0] + this.offset[0] * keep + this.drift[0] * slip;
    const y = course.at[1] + this.offset[1] * keep + this.drift[1] * slip;
    const seconds = (now - this.seen) / 1000;
    if (leapt) this.speed = [0, 0];
    else if (seconds > 0) this.speed = [(x - this.at[0]) / seconds, (y - this.at[1]) / seconds];
    this.at = [x, y];
    this.seen = now;
    return leapt;
  }

  private join(course: Course, now: Millis): boolean {
    this.since = now;
    this.offset = [this.at[0] - course.at[0], this.at[1] - course.at[1]];
    this.drift = [this.speed[0] - course.speed[0], this.speed[1] - course.speed[1]];
    if (Math.hypot(this.offset[0], this.offset[1]) <= LEAP) return false;
    this.since = now - JOIN;
    return true;
  }
}
