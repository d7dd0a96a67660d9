import { isBehind, type Rect } from '../stage/depth';
import type { Point } from '../stage/floor';
import { type Group, groupsOf } from '../stage/roomart';
import type { VisitorID } from '../wire/types';
import type { Standing } from '../world/scene';
import type { Drawn } from './drawn';

type Somebody = Extract<Standing, { who: VisitorID }>;

/** Somebody who is drawn on the wrong side of a group of furniture, or of somebody else. */
export interface Misplaced {
  at: [number, number];
  /** Undefined where it is somebody. */
  group?: string;
}

/** What of somebody is surely seen, in the picture's pixels beside and above the point of their feet or hip. */
const body = { beside: 22, standing: 136, sitting: 96 };
/** Nearer than that to where an outline ends, it does not tell what is in front; floor units across the screen. */
const margin = 8;
/** Two whose feet are as far down the screen as that stand side by side. */
const level = 2;

const meets = (a: Rect, b: Rect) =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

function boxOf({ root: [x, y], sits }: Somebody): Rect {
  const height = sits === undefined ? body.standing : body.sitting;
  return [x - body.beside, y - height, 2 * body.beside, height];
}

/** Whether somebody stands behind what stands on an outline; undefined beside it. */
function isBeyond([x, y]: readonly [number, number], outline: readonly Point[]): boolean | undefined {
  const across = x - y;
  const reach = outline.map(([cx, cy]) => cx - cy);
  if (across < Math.min(...reach) + margin || across > Math.max(...reach) - margin) return undefined;
  const crossed = outline.flatMap(([bx, by], i) => {
    const [ax, ay] = outline.at(i - 1)!;
    const [from, to] = [ax - ay, bx - by];
    if (from > across === to > across) return [];
    return [ax + ay + ((across - from) / (to - from)) * (bx + by - ax - ay)];
  });
  if (x + y <= Math.min(...crossed)) return true;
  return x + y >= Math.max(...crossed) ? false : undefined;
}

/**
 * Compares the order in which everything is drawn with the one that the base lines and the feet tell: of all who meet on
 * the picture, the nearer one comes later, and whoever sits comes between the two layers of the seat. Of two people, one
 * behind furniture and one before it, the former is the farther one wherever their feet are. Where feet are kept off an
 * outline that has the furniture's name, what is behind it and before it needs no base line, and shows where that is wrong.
 */
export function compare(drawn: readonly Standing[], art: Drawn): { pairs: number; misplaced: Misplaced[] } {
  const misplaced: Misplaced[] = [];
  let pairs = 0;
  const people = drawn.flatMap((one, place) => ('who' in one ? [{ ...one, place, box: boxOf(one) }] : []));
  const groups = groupsOf(art.pieces);
  for (const group of groups) {
    const outline = art.blocked.find(({ id }) => id === group.id)?.polygon ?? [];
    const places = drawn.flatMap((one, place) => ('group' in one && one.group === group.id ? [{ ...one, place }] : []));
    for (const { at, sits, place, box } of people) {
      if (sits !== undefined && sits !== group.id) continue; // furniture against furniture
      if (!meets(box, group.frame)) continue;
      pairs++;
      const behind = isBeyond(at, outline) ?? isBehind(at, group.base);
      const right = places.every((piece) => {
        const later = sits === undefined ? behind : piece.layer === 'front';
        return piece.place > place === later;
      });
      if (!right) misplaced.push({ at, group: group.id });
    }
  }
  people.forEach((later, i) => {
    for (const earlier of people.slice(0, i)) {
      if (later.sits !== undefined || earlier.sits !== undefined || !meets(later.box, earlier.box)) continue;
      pairs++;
      const nearer = earlier.at[0] + earlier.at[1] - later.at[0] - later.at[1];
      const parted = ({ base, frame }: Group) =>
        meets(earlier.box, frame) && meets(later.box, frame) && isBehind(earlier.at, base) && !isBehind(later.at, base);
      if (nearer > level && !groups.some(parted)) misplaced.push({ at: earlier.at });
    }
  });
  return { pairs, misplaced };
}
