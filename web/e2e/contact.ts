import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import rig from '../../art/rig.json';
import { poses } from '../src/figure/pose';
import type { WardrobeItem } from '../src/wire/types';
import { Atelier, type Garment } from './atelier/atelier';
import { type Cell, standing, tall } from './atelier/cells';
import { items, outfits } from './street/guest';
import { inFewColours } from './street/png';
import { expect, test } from './street/street';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;
/** A picture in the repository has at most so many bytes, and flat colours need few. */
const heaviest = 400_000;
const colours = 64;
const background = '#f4e3cc';
const views = ['front', 'back'] as const;
/** Pixels from sole to crown: in the room, on a phone, and far away. */
const heights = [144, 122, 58] as const;

type Crop = Cell['crop'];
const whole: Crop = [14, -14, 228, 326];
const wide: Crop = [-8, -34, 272, 346];
const head: Crop = [44, 4, 176, 166];
const brim: Crop = [4, -24, 248, 196];
const tresses: Crop = [14, -22, 228, 300];
const bust: Crop = [44, 4, 176, 236];

/** What of the figure is looked at, where it is not all of it. */
const crops: Record<string, Crop> = {
  hair: tresses,
  face: head,
  eyes: head,
  brows: head,
  mouth: head,
  glasses: head,
  makeup: bust,
  neck: bust,
  hat: brim,
  ears: brim,
  back: wide,
  held: wide,
};

/** What everybody wears who shows an item, unless the item stands in for it. */
function shown({ id, slot }: WardrobeItem): Garment[] {
  const onFace = ['eyes', 'brows', 'mouth', 'makeup'].includes(slot);
  const covered = ['dress', 'onepiece', 'japanese'].includes(slot);
  const undressed = slot === 'socks' || slot === 'makeup';
  const order: [string, Garment][] = [
    ['body', 'body'],
    ['face', 'face-round'],
    ['hair', onFace || slot === 'glasses' ? 'hair-slick' : 'hair-short'],
    ['bottom', undressed ? 'swimsuit' : { item: 'shorts', dyes: { main: '#e8e2d6' } }],
    ['top', { item: 'tee', dyes: { main: '#fff6e8' } }],
  ];
  const wear = order.filter(
    ([own]) => own !== slot && !(covered && (own === 'top' || own === 'bottom')) && !(undressed && own === 'top'),
  );
  if (slot === 'body') return [id, 'face-round', 'hair-short'];
  const at = slot === 'face' ? 1 : onFace ? 2 : wear.length;
  return [...wear.slice(0, at), [slot, id] as [string, Garment], ...wear.slice(at)].map(([, garment]) => garment);
}

/** The catalogue's pictures: slots that belong together, and so few items that their colours suffice. */
const pages: Record<string, string[]> = {
  faces: ['body', 'face', 'eyes', 'brows', 'mouth'],
  makeup: ['makeup', 'glasses'],
  hair: ['hair'],
  head: ['ears', 'hat', 'neck'],
  tops: ['top', 'outer'],
  bottoms: ['bottom', 'socks', 'shoes'],
  dresses: ['dress', 'onepiece', 'japanese'],
  extras: ['bag', 'back', 'tail', 'held'],
};
const most = 20;

for (const [page, slots] of Object.entries(pages)) {
  test(`the catalogue: ${page}`, async ({ street }) => {
    const all = (await items(street.url)).filter(({ slot }) => slots.includes(slot));
    const sheets = Math.ceil(all.length / most);
    for (let sheet = 0; sheet < sheets; sheet++) {
      const part = all.slice((sheet * all.length) / sheets, ((sheet + 1) * all.length) / sheets);
      const atelier = await Atelier.open(street, street.browser);
      const cells: Cell[] = [];
      for (const pixels of heights) {
        for (const [i, item] of part.entries()) {
          const url = await atelier.fit(shown(item));
          cells.push(...bothSides(url, pixels, item.id, i === 0, crops[item.slot]));
        }
      }
      await keep(atelier, `catalogue-${page}${sheets > 1 ? `-${sheet + 1}` : ''}`, cells);
    }
  });
}

test('the ready-made outfits', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const ready = await outfits(street.url);
  const cells = heights.flatMap((pixels) =>
    ready.flatMap((outfit, i) => bothSides(atelier.address(outfit), pixels, outfit.id, i === 0)),
  );
  await keep(atelier, 'outfits', cells);
});

test('the poses, with empty hands and with something in one', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const wear = [
    'body',
    'face-round',
    'hair-twin',
    'socks-high',
    'sneakers',
    'denim-skirt',
    'shirt',
    'cardigan',
    'cat-tail',
  ];
  const [empty, full] = [await atelier.fit(wear), await atelier.fit([...wear, 'coffee'])];
  const cells: Cell[] = [];
  const add = (url: string, pixels: number, pose: string, view: (typeof views)[number], part: number, more = {}) => {
    const { ms } = rig.poses[pose as keyof typeof rig.poses];
    const stance = { ...standing, view, pose, ms: part * ms };
    cells.push({ url, stance, scale: tall(pixels), crop: whole, ...more });
  };
  for (const pose of poses) {
    for (const view of views) {
      for (const part of [0.1, 0.4, 0.7]) {
        const first = part === 0.1;
        add(empty, 144, pose, view, part, {
          label: first ? `${pose}, ${view}` : '',
          newRow: first && view === 'front',
        });
      }
    }
    for (const view of views) add(full, 144, pose, view, 0.3, { label: view === 'front' ? 'holding' : '' });
  }
  for (const pixels of [122, 58]) {
    for (const [i, pose] of poses.entries()) {
      for (const view of views) add(empty, pixels, pose, view, 0.5, { newRow: i === 0 && view === 'front' });
    }
  }
  await keep(atelier, 'poses', cells, 1050);
});

test('the expressions, of every face and of what is chosen for one', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const all = await items(street.url);
  const cells: Cell[] = [];
  const add = async (wear: Garment[], pixels: number, id = '') => {
    const url = await atelier.fit([...wear, 'hair-slick', 'jeans', 'tee']);
    for (const [i, expression] of Object.keys(rig.expressions).entries()) {
      const label = i === 0 ? id : expression;
      cells.push({
        url,
        stance: { ...standing, expression },
        scale: tall(pixels),
        crop: head,
        newRow: i === 0,
        ...(id && { label }),
      });
    }
  };
  for (const { id, slot } of all) {
    if (slot === 'face') await add(['body', id], 144, id);
    if (['eyes', 'brows', 'mouth'].includes(slot)) await add(['body', 'face-round', id], 144, id);
  }
  for (const pixels of [122, 58]) await add(['body', 'face-round'], pixels);
  await keep(atelier, 'expressions', cells, 1030);
});

/** A standing figure from the front and from behind, with its name where there is room for it. */
function bothSides(url: string, pixels: number, name: string, newRow: boolean, crop = whole): Cell[] {
  return views.map((view) => {
    const first = view === 'front';
    const label = first ? name : '';
    const stance = { ...standing, view };
    return { url, stance, scale: tall(pixels), crop, newRow: newRow && first, ...(pixels === 144 && { label }) };
  });
}

async function keep(atelier: Atelier, name: string, cells: Cell[], width = 1500): Promise<void> {
  const picture = await inFewColours(atelier.page, await atelier.draw({ width, background, cells }), colours);
  expect(picture.length, name).toBeLessThan(heaviest);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), picture);
  await atelier.close();
}
