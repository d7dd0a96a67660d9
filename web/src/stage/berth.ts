import type { Box } from '../world/scene';
import type { Point } from './floor';

/** CSS pixels between a badge's middle and the edge of what is seen; at the top stand the room's name and the buttons. */
const INSET = 38;
const TOP = 96;

/** Where a badge goes: at the edge nearest to whom it points to, and clear of what is taken, if it finds such a place. */
export function berth(goal: Point, seen: Point, taken: readonly Box[], size: number): Point {
  const along = (shift: number): Point => {
    const aside = goal[0] < INSET || goal[0] > seen[0] - INSET;
    const [dx, dy] = aside ? [0, shift] : [shift, 0];
    const x = within(within(goal[0], INSET, seen[0] - INSET) + dx, INSET, seen[0] - INSET);
    return [x, within(within(goal[1], TOP, seen[1] - INSET) + dy, TOP, seen[1] - INSET)];
  };
  for (let shift = 0; shift <= size * 4; shift += size / 2) {
    const free = [along(shift), along(-shift)].find((at) => !taken.some((box) => meet(box, boxAround(at, size))));
    if (free) return free;
  }
  return along(0);
}

export function boxAround([x, y]: Point, size: number): Box {
  return { x: x - size / 2, y: y - size / 2, w: size, h: size };
}

function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
