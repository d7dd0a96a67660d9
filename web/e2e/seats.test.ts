import { describe } from 'vitest';
import { toFloor } from '../src/stage/floor';
import { expect, test } from './street/street';
import { skull, type Visitor } from './street/visitor';

/** From the hip to the middle of the skull, on a figure's canvas. */
const hipToFace = { x: 4, y: -121.5 } as const;

describe('somebody', () => {
  test('is told who has painted what they click', async ({ street }) => {
    const [mika, { origin, works }] = await Promise.all([street.visitor({ on: 'desktop' }), street.drawing()]);
    await mika.enter();
    const { outline } = works.find(({ id }) => id === 'mountain')!;
    const middle = [0, 1].map((axis) => outline.reduce((sum, at) => sum + at[axis]!, 0) / outline.length);
    const spot = await mika.floor(toFloor(origin, middle[0]!, middle[1]!));
    const before = (await mika.self()).path;
    await mika.page.mouse.click(spot.x, spot.y);
    await mika.page.getByText('Morning on the mountain, drawn by Yokocho · CC0-1.0').waitFor();
    expect((await mika.self()).path).toEqual(before);
    const panel = await mika.panel('people');
    await panel.getByText('Morning on the mountain').waitFor();
  });

  test('sits down in all four facings by clicking the seats', async ({ street }) => {
    const [mika, ken, late, { seats }] = await Promise.all([
      street.visitor({ on: 'desktop' }),
      street.visitor(),
      street.guest({ name: 'Late' }),
      street.drawing(),
    ]);
    await Promise.all([mika.enter(), ken.enter()]);
    const [id, standing] = [await mika.id(), await ken.id()];
    const beside = async ({ at, height, facing }: (typeof seats)[number], visitor: Visitor) => {
      const { face } = await visitor.settled(id);
      const cushion = await visitor.floor(at, height, standing);
      const scale = face.w / skull;
      const x = cushion.x + hipToFace.x * scale * (facing === 'sw' || facing === 'nw' ? -1 : 1);
      return Math.hypot(face.x + face.w / 2 - x, face.y + face.h / 2 - (cushion.y + hipToFace.y * scale));
    };

    // In this order nobody's own head is before the seat they click: who sits in the settee hides the armchair behind.
    for (const facing of ['se', 'sw', 'nw', 'ne'] as const) {
      const seat = seats.findLast((s) => s.facing === facing && s.table === 'sofa-table')!;
      const hip = await mika.floor(seat.at, seat.height, standing);
      await mika.page.mouse.click(hip.x, hip.y);

      await expect.poll(() => mika.self(), { message: facing }).toMatchObject({ seat: seat.id, facing });
      expect((await mika.self()).path.at(-1)?.slice(0, 2), 'walks round to it').toEqual(seat.approach);
      const view = await ken.view();
      expect(view.seats.filter((s) => s.who)).toEqual([{ id: seat.id, who: id }]);
      expect(view.people.find((p) => p.id === id)).toMatchObject({ seat: seat.id, facing });
      await expect(late.do({ type: 'sit', seat: seat.id })).rejects.toThrow('seat_taken');
      for (const visitor of [mika, ken]) {
        await expect.poll(() => beside(seat, visitor), { message: `pixels beside, ${facing}` }).toBeLessThan(4);
      }
    }
    await mika.panel('people');
    await mika.button(mika.words.standUp).click();
    await expect.poll(async () => (await ken.view()).seats.filter((s) => s.who)).toEqual([]);
  });

  test('who is a moment late for a seat is told, and stands beside it', async ({ street }) => {
    const [mika, ken, { seats }] = await Promise.all([
      street.visitor(),
      street.guest({ name: 'Ken' }),
      street.drawing(),
    ]);
    // What the server says is held back on its way to Mika.
    let arrive: (() => void)[] | undefined;
    await mika.page.routeWebSocket(/socket/, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if (arrive) arrive.push(() => socket.send(message));
        else socket.send(message);
      });
    });
    await mika.enter();
    await mika.panel('people');
    const [i, seat] = [2, seats[2]!];
    const free = mika.page.locator('.panel li').filter({ hasText: mika.words.seatFree }).nth(i);
    arrive = [];
    await ken.do({ type: 'sit', seat: seat.id });
    await free.getByRole('button').click();
    await expect.poll(() => arrive!.length).toBeGreaterThan(1);
    for (const one of arrive.splice(0)) one();
    arrive = undefined;
    await mika.page.getByText(mika.words.refusals.seat_taken!).waitFor();
    const [x, y] = seat.approach;
    await expect
      .poll(async () => Math.hypot((await mika.self()).path.at(-1)![0] - x, (await mika.self()).path.at(-1)![1] - y))
      .toBeLessThan(60);
  });

  test('walks up to whom they click', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ on: 'desktop' }), street.guest({ name: 'Ken' })]);
    await ken.do({ type: 'walk', to: [260, 400] });
    await mika.enter();
    const { face } = await mika.settled(ken.id);
    await mika.page.mouse.click(face.x + face.w / 2, face.y + face.h / 2);

    await mika.page.getByRole('dialog', { name: 'Ken' }).waitFor();
    const from = (await mika.self()).path;
    const [x, y] = (await ken.view()).people.find((p) => p.id === ken.id)!.path.at(-1)!;
    await expect.poll(async () => (await mika.self()).path).not.toEqual(from.slice(0, 1));
    const [mx, my] = (await mika.self()).path.at(-1)!;
    const distance = Math.hypot(mx - x, my - y);
    expect(distance).toBeGreaterThanOrEqual(48);
    expect(distance).toBeLessThanOrEqual(72);
  });

  test('walks where they click, and as near as can be where nobody can stand', async ({ street }) => {
    const visitor = await street.visitor({ on: 'desktop' });
    await visitor.enter();
    const open = await visitor.floor([260, 440]);
    await visitor.page.mouse.click(open.x, open.y);
    const end = async () => (await visitor.self()).path.at(-1)!;
    await expect.poll(async () => Math.hypot((await end())[0] - 260, (await end())[1] - 440)).toBeLessThan(4);

    const table = await visitor.floor([316, 165]);
    await visitor.page.mouse.click(table.x, table.y);
    await visitor.page.getByText(visitor.words.nearest).waitFor();
    await expect.poll(async () => Math.hypot((await end())[0] - 316, (await end())[1] - 165)).toBeLessThan(80);
  });
});
