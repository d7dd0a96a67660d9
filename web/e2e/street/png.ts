import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

type Colour = [number, number, number];

/** Pixels that are nearly of one colour, and how many. */
interface Shade {
  key: number;
  count: number;
  colour: Colour;
}

/** The same picture in 256 colours or fewer: where flat ones are painted it hardly shows, and it weighs a third. */
export async function inFewColours(page: Page, png: Buffer, most = 256): Promise<Buffer> {
  const { width, height, pixels } = await decode(page, png);
  const shades = new Map<number, Shade>();
  const keys = new Uint32Array(width * height);
  for (let i = 0; i < keys.length; i++) {
    const colour: Colour = [pixels[i * 4]!, pixels[i * 4 + 1]!, pixels[i * 4 + 2]!];
    const key = ((colour[0] >> 2) << 12) | ((colour[1] >> 2) << 6) | (colour[2] >> 2);
    keys[i] = key;
    const shade = shades.get(key) ?? { key, count: 0, colour };
    shade.count++;
    shades.set(key, shade);
  }
  const all = [...shades.values()];
  let palette = halve(all, most).map((group) => mean(group));
  for (let round = 0; round < 3; round++) palette = settle(all, palette);
  const chosen = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  keys.forEach((key, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    const cell = (y % 4) * 4 + (x % 4);
    const known = chosen.get(key * 16 + cell) ?? dithered(shades.get(key)!.colour, palette, cell);
    chosen.set(key * 16 + cell, known);
    rows[i + y + 1] = known;
  });
  return encode(width, height, palette, rows);
}

/** The group whose colours differ most is cut in two, until there are enough. */
function halve(all: Shade[], enough: number): Shade[][] {
  const groups = [{ shades: all, ...widest(all) }];
  while (groups.length < enough) {
    const most = groups.reduce((a, b) => (b.error > a.error ? b : a));
    if (most.error === 0) break;
    const middle = mean(most.shades)[most.channel]!;
    const parts = [
      most.shades.filter(({ colour }) => colour[most.channel]! <= middle),
      most.shades.filter(({ colour }) => colour[most.channel]! > middle),
    ].filter((part) => part.length > 0);
    if (parts.length < 2) {
      most.error = 0;
      continue;
    }
    groups.splice(groups.indexOf(most), 1, ...parts.map((shades) => ({ shades, ...widest(shades) })));
  }
  return groups.map(({ shades }) => shades);
}

/** In which channel colours differ most, and how much in all; rare colours count more than their pixels. */
function widest(group: Shade[]): { channel: 0 | 1 | 2; error: number } {
  const middle = mean(group);
  const errors = ([0, 1, 2] as const).map((channel) => ({
    channel,
    error: group.reduce(
      (sum, { colour, count }) => sum + Math.sqrt(count) * (colour[channel] - middle[channel]) ** 2,
      0,
    ),
  }));
  return errors.reduce((a, b) => (b.error > a.error ? b : a));
}

/** Every colour of the palette moves to the middle of the shades it is nearest to. */
function settle(all: Shade[], palette: Colour[]): Colour[] {
  const near: Shade[][] = palette.map(() => []);
  for (const shade of all) near[nearest(shade.colour, palette)]!.push(shade);
  return near.map((group, i) => (group.length > 0 ? mean(group, (count) => count) : palette[i]!));
}

/** Thresholds of a four by four cell. */
const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** A colour that the palette lacks is mixed of two, so that glows have no rings; one that it has stays flat. */
function dithered(colour: Colour, palette: Colour[], cell: number): number {
  const plain = nearest(colour, palette);
  const off = Math.max(...colour.map((level, c) => Math.abs(level - palette[plain]![c]!)));
  if (off < 3) return plain;
  const shift = ((bayer[cell]! - 7.5) / 7.5) * Math.min(off, 6);
  return nearest([colour[0] + shift, colour[1] + shift, colour[2] + shift], palette);
}

function nearest([r, g, b]: Colour, palette: Colour[]): number {
  let found = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach(([pr, pg, pb], i) => {
    const distance = 2 * (r - pr) ** 2 + 4 * (g - pg) ** 2 + 3 * (b - pb) ** 2;
    if (distance < least) [least, found] = [distance, i];
  });
  return found;
}

function mean(group: Shade[], weigh: (count: number) => number = Math.sqrt): Colour {
  const weight = group.reduce((sum, { count }) => sum + weigh(count), 0);
  const of = (c: number) =>
    Math.round(group.reduce((sum, { colour, count }) => sum + weigh(count) * colour[c]!, 0) / weight);
  return [of(0), of(1), of(2)];
}

/** A picture's pixels, four bytes each, as a browser reads them. */
export async function decode(page: Page, png: Buffer): Promise<{ width: number; height: number; pixels: Buffer }> {
  const { width, height, text } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let i = 0; i < data.length; i += 4096) text += String.fromCharCode(...data.subarray(i, i + 4096));
    return { width: image.width, height: image.height, text: btoa(text) };
  }, png.toString('base64'));
  return { width, height, pixels: Buffer.from(text, 'base64') };
}

function encode(width: number, height: number, palette: Colour[], rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
