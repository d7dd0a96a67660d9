import { describe, expect } from 'vitest';
import { test } from './street/studio';

interface Place {
  name: string;
  x: number;
  y: number;
  polygon?: { x: number; y: number }[];
}

interface Room {
  layers: { name: string; objects?: Place[] }[];
}

describe('the studio', () => {
  test('a seat that is dragged is moved in the file, and a fault is named beside the last good picture', async ({
    studio,
  }) => {
    const { page } = studio;
    const map = 'rooms/lounge/room.tmj';
    await page.goto(studio.url);
    await page.getByRole('button', { name: 'Seats' }).click();
    const seat = page.getByRole('button', { name: /^Seat armchair-mustard:/ });
    const before = await studio.read(map);
    const inFile = async () => {
      const { layers } = JSON.parse(await studio.read(map)) as Room;
      const { x, y } = layers
        .find(({ name }) => name === 'seats')!
        .objects!.find(({ name }) => name === 'armchair-mustard')!;
      return [x, y];
    };
    const place = async () => (await seat.boundingBox())!;
    const { x, y, width, height } = await place();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 9, y + height / 2 + 3, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => studio.read(map)).not.toBe(before);
    const changed = (await studio.read(map)).split('\n').filter((line, i) => line !== before.split('\n')[i]);
    expect(changed.map((line) => line.replace(/-?\d+/, 'n').trim())).toEqual(['"x":n,', '"y":n']);

    // Faster than it is written and drawn.
    await seat.focus();
    const at = await inFile();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowRight', { delay: 60 });
    await expect.poll(inFile).toEqual([at[0]! + 40, at[1]! - 40]);
    await expect.poll(async () => Math.round((await place()).x)).toBeGreaterThan(x + 30);

    await page.getByRole('button', { name: 'Base lines' }).click();
    const corner = page.getByRole('button', { name: /^Point 2 of the base line of shelf:/ });
    await corner.focus();
    const lines = (await studio.read(map)).split('\n');
    await page.keyboard.press('ArrowRight');
    const other = async () => (await studio.read(map)).split('\n').filter((line, i) => line !== lines[i]);
    await expect.poll(async () => (await other()).map((line) => line.trim())).toEqual(['"x":83,', '"y":-1']);

    // Tiled opens what was written, and saves all of it again.
    expect(JSON.parse(await studio.throughTiled(map))).toEqual(JSON.parse(await studio.read(map)));

    await studio.save(map, (await studio.read(map)).replace('"nw"', '"up"'));
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.textContent()).toContain('it is "up": write one of se, sw, nw, ne');
    expect(await alert.textContent()).toContain('layer "seats"');
    expect(await seat.count()).toBe(1);
  });

  test('a crowd of ghosts finds where nobody gets to, and a base line that does not fit, until they are corrected', async ({
    studio,
  }) => {
    const { page } = studio;
    const map = 'rooms/lounge/room.tmj';
    const good = await studio.read(map);
    const room = JSON.parse(good) as Room;
    const find = (layer: string, name: string) =>
      room.layers.find((one) => one.name === layer)!.objects!.find((one) => one.name === name)!;
    const wall = [
      [400, 430],
      [523, 430],
      [523, 440],
      [410, 440],
      [410, 523],
      [400, 523],
    ];
    Object.assign(find('blocked', 'plant-corner'), {
      name: 'wall',
      x: 0,
      y: 0,
      polygon: wall.map(([x, y]) => ({ x, y })),
    });
    find('bases', 'sofa-table').y += 45;
    await studio.save(map, JSON.stringify(room));
    await page.goto(studio.url);
    await page.getByRole('button', { name: 'Ghost crowd' }).click();
    const report = page.getByRole('region', { name: 'Ghost crowd' });
    const ended = report.getByRole('status');
    await ended.waitFor({ timeout: 60_000 });
    const rows = report.getByRole('listitem');
    const said = (await rows.allTextContents()).sort();
    expect(said).toEqual([
      'Nobody gets to these places on the floor',
      'Somebody is drawn on the wrong side of sofa-table: look at its base line',
    ]);
    // Each has a picture of it, and its number where it was seen.
    for (const row of await rows.all()) {
      const colours = await row.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      expect(colours).toBeGreaterThan(500);
    }
    const pins = await page.locator('.marks .pin').allTextContents();
    expect(new Set(pins)).toEqual(new Set(['1', '2']));

    await studio.save(map, good);
    await expect.poll(() => rows.count()).toBe(0);
    await ended.waitFor({ timeout: 60_000 });
    expect(await ended.textContent()).toContain('Nothing is wrong.');
    expect(await ended.textContent()).toContain('at 113 places');
    await page.getByRole('button', { name: 'Ghost crowd' }).click();
    await report.waitFor({ state: 'detached' });
  });
});
