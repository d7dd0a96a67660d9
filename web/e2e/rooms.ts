import { mkdir, writeFile } from 'node:fs/promises';
import type { Action, Expression, RoomID } from '../src/wire/types';
import { type Drawing, outfits } from './street/guest';
import { lit } from './street/light';
import { expect, type Street } from './street/street';
import type { Visitor } from './street/visitor';

const folder = new URL('../../docs/pictures/rooms/', import.meta.url).pathname;
/** A picture in the repository has at most so many bytes. */
const heaviest = 130_000;
/** In so many milliseconds everybody who came is drawn in full, and nobody who left is seen any more. */
const settling = 1500;
/** The rooms, and where some stand in them without covering a face. */
const rooms: Record<RoomID, [number, number][]> = {
  street: [
    [32, 320],
    [224, 404],
    [392, 224],
    [488, 404],
  ],
  lounge: [
    [260, 356],
    [404, 500],
    [464, 296],
  ],
  club: [
    [212, 368],
    [320, 548],
    [416, 332],
    [500, 644],
  ],
  rooftop: [
    [164, 548],
    [416, 248],
    [548, 308],
  ],
  bar: [
    [128, 488],
    [236, 500],
    [356, 308],
  ],
  ramen: [
    [68, 452],
    [188, 452],
    [500, 92],
  ],
  boutique: [
    [404, 68],
    [404, 164],
    [404, 404],
  ],
  'hair-salon': [
    [200, 404],
    [272, 404],
    [404, 236],
  ],
  'tea-room': [
    [64, 210],
    [350, 214],
    [212, 352],
  ],
  'tanning-salon': [
    [164, 404],
    [392, 404],
  ],
};
const faces: Expression[] = ['smile', 'laugh', 'wink', 'surprised'];

for (const room of Object.keys(rooms)) {
  lit('night')(`${room} by night`, async ({ street }) => {
    const { visitor, leave } = await fill(street, room);
    await keep(`${room}-night`, visitor);
    await leave();
    await keep(`${room}-empty`, visitor);
  });

  lit('day')(`${room} by day`, async ({ street }) => {
    const { visitor } = await fill(street, room);
    await keep(`${room}-day`, visitor);
  });
}

/** Somebody on every seat and a few on their feet, and a stranger who looks through the door. */
async function fill(street: Street, room: RoomID): Promise<{ visitor: Visitor; leave(): Promise<void> }> {
  const visitor = await street.visitor({ on: 'postcard' });
  await visitor.open('', room);
  const everything = 'body * { visibility: hidden !important } canvas { visibility: visible !important }';
  await visitor.page.addStyleTag({ content: everything });
  const [ready, drawn] = await Promise.all([outfits(street.url), street.drawing(room)]);
  const guests = await Promise.all(
    places(drawn, rooms[room]!).map(async (place, i) => {
      const guest = await street.guest({ name: `${i}`, outfit: ready[i % ready.length]!.id, into: room });
      await guest.do(place);
      if (i % 2 === 0) await guest.do({ type: 'express', name: faces[(i / 2) % faces.length]! });
      return guest;
    }),
  );
  const drawnAll = async () => (await visitor.anchors()).size;
  await expect.poll(drawnAll, { message: 'drawn' }).toBe(guests.length);
  await Promise.all(guests.map(({ id }) => visitor.settled(id)));
  await visitor.page.waitForLoadState('networkidle');
  await visitor.page.waitForTimeout(settling);
  const leave = async () => {
    await Promise.all(guests.map((guest) => guest.do({ type: 'leave' })));
    await expect.poll(drawnAll, { message: 'gone' }).toBe(0);
    await visitor.page.waitForTimeout(settling);
  };
  return { visitor, leave };
}

function places({ seats }: Drawing, standing: [number, number][]): Action[] {
  const sitting = seats.map(({ id }): Action => ({ type: 'sit', seat: id }));
  return [...sitting, ...standing.map((to): Action => ({ type: 'walk', to }))];
}

async function keep(name: string, { page }: Visitor): Promise<void> {
  const picture = await page.screenshot({ type: 'jpeg', quality: 72 });
  expect(picture.length, name).toBeLessThan(heaviest);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${name}.jpg`, picture);
}
