import type { Point } from '../stage/floor';
import type { Facing, OutfitHash, PersonView, View } from '../wire/types';
import { contains } from '../world/geometry';
import type { Drawn } from './drawn';

/** So many stand about, as far apart as that, and as far from where the floor ends; floor units. */
const standers = 8;
const apart = 84;
const margin = 20;
const step = 12;

const facings: readonly Facing[] = ['se', 'sw', 'ne', 'nw'];

/** A room full of people: one on every seat, and some about, each in one of the outfits. */
export function crowd(art: Drawn, outfits: readonly OutfitHash[]): View {
  const people: PersonView[] = [];
  const add = ([x, y]: Point, facing: Facing, seat?: string) => {
    const outfit = outfits[(people.length * 5) % outfits.length]!;
    const id = seat ?? `stands-${people.length}`;
    const sits = seat === undefined ? {} : { seat };
    people.push({ id, name: id, kind: 'person', outfit, facing, path: [[x, y, 0]], ...sits });
  };
  if (outfits.length > 0) {
    for (const { id, at, facing } of art.seats) add(at, facing, id);
    for (const [i, at] of about(art).entries()) add(at, facings[i % facings.length]!);
  }
  return {
    position: '',
    room: { id: art.id, map: '', title: art.title, capacity: art.capacity },
    people,
    seats: art.seats.map(({ id }) => ({ id, who: id })),
    lines: [],
    lately: [],
  };
}

/** Places to stand, spread over the floor: each as far as can be from the seats and from those before. */
function about({ walk, blocked, seats, floor }: Drawn): Point[] {
  const free = ([x, y]: Point) =>
    [-margin, 0, margin].every((dx) =>
      [-margin, 0, margin].every((dy) => {
        const at: Point = [x + dx, y + dy];
        return walk.some((one) => contains(one, at)) && !blocked.some(({ polygon }) => contains(polygon, at));
      }),
    );
  let places: Point[] = [];
  for (let x = 0; x <= floor[0]; x += step) for (let y = 0; y <= floor[1]; y += step) places.push([x, y]);
  places = places.filter(free);
  const taken: Point[] = seats.map(({ at }) => at);
  const chosen: Point[] = [];
  const distance = (a: Point) => Math.min(...taken.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])), apart * 4);
  while (chosen.length < standers) {
    let best: Point | undefined;
    for (const place of places) if (!best || distance(place) > distance(best)) best = place;
    if (!best || distance(best) < apart) break;
    chosen.push(best);
    taken.push(best);
  }
  return chosen;
}
