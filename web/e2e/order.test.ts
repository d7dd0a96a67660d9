import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Atelier, type Garment } from './atelier/atelier';
import { type Cell, standing, tall } from './atelier/cells';
import { decode, inFewColours } from './street/png';
import { expect, test } from './street/street';

/** The pictures are kept where people look at them; with YOKOCHO_REWRITE set they are drawn anew. */
const folder = new URL('../../docs/pictures/order/', import.meta.url).pathname;
const rewrite = process.env.YOKOCHO_REWRITE !== undefined;
const scale = tall(200);
const person = ['body', 'face-round', 'brows-soft'];
const hair = { item: 'hair-bob', dyes: { main: '#5a3a34' } };
const trousers = { item: 'trousers', dyes: { main: '#4f5566' } };

/** Colours that nothing else has, to count by. */
const yellow = '#f2c230';
const blue = '#2f55c8';
const red = '#d23a3a';
const green = '#2f9e5a';

const shirt = { item: 'shirt', dyes: { main: yellow } };
const suit = { item: 'blazer', dyes: { main: blue } };
const hoodie = { item: 'hoodie', dyes: { main: green } };
const coat = { item: 'trench', dyes: { main: red } };
const scarf = { item: 'scarf', dyes: { main: red } };
const skirt = { item: 'skirt', dyes: { main: red } };
const long = { item: 'hair-hime', dyes: { main: blue } };
const bun = { item: 'hair-bun', dyes: { main: blue } };

interface Case {
  name: string;
  /** What is worn, in two orders or with and without. */
  wear: [readonly Garment[], readonly Garment[]];
  /** A colour of which the first picture shows clearly more (or clearly less) than the second, where, and from which side. */
  more?: string;
  less?: string;
  view?: 'front' | 'back';
  /** The part of the canvas that is counted. */
  within?: readonly [x: number, y: number, w: number, h: number];
}

const cases: Case[] = [
  {
    name: 'shirt-under-and-over-suit',
    wear: [
      [...person, hair, 'loafers', trousers, shirt, suit],
      [...person, hair, 'loafers', trousers, suit, shirt],
    ],
    more: blue,
    less: yellow,
  },
  {
    name: 'hoodie-under-and-over-coat',
    wear: [
      [...person, hair, 'boots', trousers, hoodie, coat],
      [...person, hair, 'boots', trousers, coat, hoodie],
    ],
    more: red,
    less: green,
  },
  {
    name: 'scarf-under-and-over-collar',
    wear: [
      [...person, hair, 'loafers', trousers, scarf, shirt],
      [...person, hair, 'loafers', trousers, shirt, scarf],
    ],
    more: yellow,
    less: red,
  },
  {
    name: 'skirt-over-and-under-trousers',
    wear: [
      [...person, hair, 'sneakers', trousers, 'tee', skirt],
      [...person, hair, 'sneakers', skirt, trousers, 'tee'],
    ],
    more: red,
  },
  {
    name: 'shirt-tucked-and-not',
    wear: [
      [...person, hair, 'loafers', shirt, trousers],
      [...person, hair, 'loafers', trousers, shirt],
    ],
    less: yellow,
  },
  {
    name: 'hat-hides-a-bun',
    wear: [
      [...person, bun, 'sneakers', trousers, 'tee', 'beanie'],
      [...person, bun, 'sneakers', trousers, 'tee'],
    ],
    less: blue,
    within: [0, -12, 256, 72],
  },
  {
    name: 'hair-behind-and-before-a-hood',
    wear: [
      [...person, long, 'sneakers', trousers, hoodie],
      [...person, 'sneakers', trousers, hoodie, long],
    ],
    more: green,
    less: blue,
    view: 'back',
    within: [96, 150, 64, 56],
  },
];

/** The canvas of a figure, whole. */
const crop = [28, -12, 200, 324] as const;

test('garments stack as they are put on', async ({ street }) => {
  await mkdir(folder, { recursive: true });
  const atelier = await Atelier.open(street, street.browser);
  for (const one of cases) await check(atelier, one);
  await atelier.close();
}, 120_000);

async function check(atelier: Atelier, { name, wear, more, less, view = 'front', within = crop }: Case): Promise<void> {
  const [first, second] = (await Promise.all(wear.map((w) => atelier.fit(w)))) as [string, string];
  const cell = (url: string, from: 'front' | 'back'): Cell => ({
    url,
    stance: { ...standing, view: from },
    scale,
    crop,
  });
  const counted = async (url: string, colour: string) => {
    const part = { ...cell(url, view), crop: within };
    const picture = await atelier.draw({ width: 400, background: '#ffffff', cells: [part] });
    return near((await decode(atelier.page, picture)).pixels, colour);
  };
  const clearly = async (many: string, few: string, colour: string) =>
    expect(await counted(many, colour), `${name}: ${colour}`).toBeGreaterThan(1.3 * (await counted(few, colour)) + 40);
  if (more) await clearly(first, second, more);
  if (less) await clearly(second, first, less);

  const cells = [first, second].flatMap((url) => [cell(url, 'front'), cell(url, 'back')]);
  const picture = await atelier.draw({ width: 680, background: '#f4e3cc', cells });
  const file = `${folder}${name}.png`;
  if (rewrite) await writeFile(file, await inFewColours(atelier.page, picture));
  const kept = await decode(atelier.page, await readFile(file));
  const drawn = await decode(atelier.page, picture);
  expect([drawn.width, drawn.height]).toEqual([kept.width, kept.height]);
  expect(apart(drawn.pixels, kept.pixels), `${file} shows something else; look at it`).toBeLessThan(0.002);
}

/** How many pixels are nearly of a colour. */
function near(pixels: ArrayLike<number>, colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  let count = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    if (Math.hypot(pixels[i]! - r, pixels[i + 1]! - g, pixels[i + 2]! - b) < 24) count++;
  }
  return count;
}

/** The part of the pixels that differ visibly. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < a.length; i += 4) {
    if (Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!) > 48) count++;
  }
  return count / (a.length / 4);
}
