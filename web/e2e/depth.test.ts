import { describe } from 'vitest';
import { gaps, isBehind, type Rect } from '../src/stage/depth';
import { toPicture } from '../src/stage/floor';
import { groupsOf, type RoomArt } from '../src/stage/roomart';
import type { RoomInfo } from '../src/wire/types';
import { expect, test } from './street/street';

type Point = readonly [number, number];
interface Drawn extends RoomArt {
  walk: Point[][];
  blocked: { id: string; polygon: Point[] }[];
}

/** Somebody who stands, as large as anybody gets: pixels beside the feet, and above them. */
const girth = 38;
const height = 150;
const body = 14;
const places = 500;

function within([x, y]: Point, corners: readonly Point[]): boolean {
  let inside = false;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners.at(i - 1)!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function distance([x, y]: Point, corners: readonly Point[]): number {
  const parts = corners.map(([ax, ay], i) => {
    const [bx, by] = corners.at(i - 1)!;
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const at = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
  });
  return Math.min(...parts);
}

/** The same places every time. */
function* chance(): Generator<number> {
  for (let seed = 7; ; ) {
    seed = (seed * 48271) % 2147483647;
    yield seed / 2147483647;
  }
}

function standing({ floor: [width, length], walk, blocked }: Drawn): Point[] {
  const free = (at: Point) =>
    walk.some((corners) => within(at, corners) && distance(at, corners) >= body) &&
    blocked.every(({ polygon }) => !within(at, polygon) && distance(at, polygon) >= body);
  const found: Point[] = [];
  const random = chance();
  for (let tries = 0; found.length < places && tries < places * 200; tries++) {
    const at = [Math.round(random.next().value! * width), Math.round(random.next().value! * length)] as const;
    if (free(at)) found.push(at);
  }
  return found;
}

/** Which furniture is drawn on the wrong side of somebody there, by its base line. */
function wrong(art: Drawn, at: Point): string[] {
  const [x, y] = toPicture(art.origin, at[0], at[1]);
  const frame: Rect = [x - girth, y - height + 4, 2 * girth, height];
  const groups = groupsOf(art.pieces);
  const [gap] = gaps(groups, [{ at: [...at], frame }]);
  const meets = (a: Rect) =>
    a[0] < frame[0] + frame[2] && frame[0] < a[0] + a[2] && a[1] < y + 4 && frame[1] < a[1] + a[3];
  return groups.flatMap((group, i) =>
    meets(group.frame) && isBehind([...at], group.base) !== i >= gap! ? [group.id] : [],
  );
}

describe('depth', () => {
  test('everybody is drawn behind and before what they stand behind and before, in every room', async ({ street }) => {
    const { rooms } = (await (await fetch(`${street.url}/api/v1/rooms`)).json()) as { rooms: RoomInfo[] };
    const faults: string[] = [];
    for (const { id, art: url } of rooms) {
      const art = (await (await fetch(street.url + url)).json()) as Drawn;
      const stood = standing(art);
      expect(stood.length, id).toBe(places);
      const approaches = art.seats.map(({ approach }) => approach);
      for (const at of [...stood, ...approaches])
        faults.push(...wrong(art, at).map((group) => `${id}: ${group}, seen from ${at}`));
    }
    expect(faults).toEqual([]);
  });
});
