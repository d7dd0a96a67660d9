import type { Point } from './floor';

/** A rectangle of the picture: x, y, width, height. */
export type Rect = readonly [x: number, y: number, w: number, h: number];

/** A piece of furniture that stands as one thing: one base line, one rectangle around its pieces. */
export interface Standing {
  /** The line where it meets the floor, in floor units, left to right on the screen. */
  base: readonly Point[];
  frame: Rect;
}

export interface Walker {
  /** Floor units. */
  at: Point;
  frame: Rect;
}

const meets = (a: Rect, b: Rect): boolean =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

/** Distance down the screen (x + y) of the base line straight above or below a floor point. */
function baseAt(base: readonly Point[], across: number): number {
  let last = base[0]!;
  if (across <= last[0] - last[1]) return last[0] + last[1];
  for (const next of base) {
    const from = last[0] - last[1];
    const to = next[0] - next[1];
    if (across <= to && to > from) {
      const part = (across - from) / (to - from);
      return last[0] + last[1] + part * (next[0] + next[1] - last[0] - last[1]);
    }
    last = next;
  }
  return last[0] + last[1];
}

/** True when a foot point stands behind the base line, seen by the viewer. */
export function isBehind(at: Point, base: readonly Point[]): boolean {
  return at[0] + at[1] <= baseAt(base, at[0] - at[1]);
}

/**
 * Where each walker goes between furniture that is already in drawing order: the number of pieces drawn before it.
 * What a walker meets on the screen decides; where nothing does, the nearest walker before it, then the floor.
 */
export function gaps(furniture: readonly Standing[], walkers: readonly Walker[]): number[] {
  const order = walkers.map((_, i) => i).sort((a, b) => down(walkers[a]!) - down(walkers[b]!));
  const found: number[] = new Array(walkers.length).fill(0);
  order.forEach((index, rank) => {
    const walker = walkers[index]!;
    let lowest = 0;
    let highest = furniture.length;
    let wished = -1;
    for (let i = 0; i < furniture.length; i++) {
      const thing = furniture[i]!;
      const behind = isBehind(walker.at, thing.base);
      if (behind && wished < 0) wished = i;
      if (!meets(walker.frame, thing.frame)) continue;
      if (behind) highest = Math.min(highest, i);
      else if (i < highest) lowest = i + 1;
    }
    let gap = Math.max(lowest, wished < 0 ? furniture.length : wished);
    for (const other of order.slice(0, rank)) {
      if (meets(walker.frame, walkers[other]!.frame)) gap = Math.max(gap, found[other]!);
    }
    found[index] = Math.min(gap, highest);
  });
  return found;
}

export const down = (walker: Walker): number => walker.at[0] + walker.at[1];
