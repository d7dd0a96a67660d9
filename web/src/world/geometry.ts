import type { Millis, Waypoint } from '../wire/types';

export interface Course {
  at: [number, number];
  /** Floor units a second; [0, 0] when standing. */
  speed: [number, number];
}

/** Where a path is at an instant, unrounded, and how it moves there. */
export function along(path: readonly Waypoint[], now: Millis): Course {
  const first = path[0]!;
  if (now <= first[2]) return { at: [first[0], first[1]], speed: [0, 0] };
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1]!;
    const b = path[i]!;
    if (now >= b[2]) continue;
    const span = b[2] - a[2];
    const part = (now - a[2]) / span;
    return {
      at: [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part],
      speed: [((b[0] - a[0]) * 1000) / span, ((b[1] - a[1]) * 1000) / span],
    };
  }
  const last = path[path.length - 1]!;
  return { at: [last[0], last[1]], speed: [0, 0] };
}

type Spot = readonly [number, number];

/** Whether a point is inside a polygon. */
export function contains(polygon: readonly Spot[], [x, y]: Spot): boolean {
  let inside = false;
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside;
    }
  });
  return inside;
}
