import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import rig from '../../art/rig.json';
import { poses } from '../src/figure/pose';
import type { WardrobeItem } from '../src/wire/types';
import { Atelier, type Garment } from './atelier/atelier';
import { type Cell, standing, tall } from './atelier/cells';
import { items, outfits } from './street/guest';
import { inFewColours } from './street/png';
import { test } from './street/street';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;
const background = '#f4e3cc';
const crop = [14, -14, 228, 326] as const;
const width = 1500;

/** What everybody wears who shows an item, unless the item stands in for it. */
function shown({ id, slot }: WardrobeItem): Garment[] {
  const hair = slot === 'hat' || slot === 'ears' ? 'hair-short' : slot === 'glasses' ? 'hair-slick' : 'hair-bob';
  const covered = ['dress', 'onepiece', 'japanese'].includes(slot);
  const undressed = slot === 'socks' || slot === 'makeup';
  const order: [string, Garment][] = [
    ['body', 'body'],
    ['face', 'face-round'],
    ['hair', ['eyes', 'brows', 'mouth', 'makeup'].includes(slot) ? 'hair-slick' : hair],
    ['bottom', undressed ? 'swimsuit' : { item: 'shorts', dyes: { main: '#e8e2d6' } }],
    ['top', { item: 'tee', dyes: { main: '#fff6e8' } }],
  ];
  const wear = order.filter(
    ([own]) => own !== slot && !(covered && (own === 'top' || own === 'bottom')) && !(undressed && own === 'top'),
  );
  if (slot === 'body') return [id, 'face-round', 'hair-bob'];
  const at = slot === 'face' ? 1 : ['eyes', 'brows', 'mouth', 'makeup'].includes(slot) ? 2 : wear.length;
  return [...wear.slice(0, at), [slot, id] as [string, Garment], ...wear.slice(at)].map(([, garment]) => garment);
}

/** The catalogue's files: slots that fit one page. */
const pages: Record<string, string[]> = {
  faces: ['body', 'face', 'eyes', 'brows', 'mouth', 'makeup', 'glasses'],
  hair: ['hair'],
  head: ['ears', 'hat', 'neck'],
  tops: ['top', 'outer'],
  bottoms: ['bottom', 'socks', 'shoes'],
  dresses: ['dress', 'onepiece', 'japanese'],
  extras: ['bag', 'back', 'tail', 'held'],
};

for (const [name, slots] of Object.entries(pages)) {
  test(`the catalogue: ${name}`, async ({ street }) => {
    const atelier = await Atelier.open(street, street.browser);
    const all = (await items(street.url)).filter(({ slot }) => slots.includes(slot));
    const pose = slots.includes('held') ? 'hold' : 'stand';
    const cells: Cell[] = [];
    for (const item of all) {
      const url = await atelier.fit(shown(item));
      for (const view of ['front', 'back'] as const) {
        const stance = { ...standing, view, pose: item.slot === 'held' ? pose : 'stand' };
        cells.push({ url, stance, scale: tall(144), crop, label: view === 'front' ? item.id : '' });
      }
    }
    await keep(atelier, `catalogue-${name}`, cells);
  });
}

test('the catalogue, small', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const all = await items(street.url);
  const cells: Cell[] = [];
  for (const pixels of [58, 122]) {
    for (const [i, item] of all.entries()) {
      const url = await atelier.fit(shown(item));
      cells.push({ url, stance: standing, scale: tall(pixels), crop, newRow: i === 0 });
    }
  }
  await keep(atelier, 'catalogue-small', cells);
});

test('the ready-made outfits at three sizes, from both sides', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const ready = await outfits(street.url);
  const cells: Cell[] = [];
  for (const pixels of [144, 122, 58]) {
    for (const view of ['front', 'back'] as const) {
      for (const [i, outfit] of ready.entries()) {
        cells.push({
          url: atelier.address(outfit),
          stance: { ...standing, view },
          scale: tall(pixels),
          crop,
          newRow: i === 0,
          ...(pixels === 144 && view === 'front' && { label: outfit.id }),
        });
      }
    }
  }
  await keep(atelier, 'outfits', cells);
});

test('the poses, from both sides', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const wear: Garment[] = [
    'body',
    'face-round',
    'hair-twin',
    'socks-high',
    'sneakers',
    'skirt',
    'shirt',
    'cardigan',
    'cat-tail',
  ];
  const url = await atelier.fit(wear);
  const cells: Cell[] = [];
  for (const pose of poses) {
    const { ms } = rig.poses[pose as keyof typeof rig.poses];
    for (const view of ['front', 'back'] as const) {
      for (const part of [0, 0.25, 0.5, 0.75]) {
        const stance = { ...standing, view, pose, ms: part * ms };
        cells.push({ url, stance, scale: tall(144), crop, label: part === 0 ? `${pose}, ${view}` : '', newRow: false });
      }
    }
  }
  await keep(atelier, 'poses', cells);
});

test('the expressions, on every face', async ({ street }) => {
  const atelier = await Atelier.open(street, street.browser);
  const faces = (await items(street.url)).filter(({ slot }) => slot === 'face');
  const head = [62, 20, 140, 150] as const;
  const cells: Cell[] = [];
  for (const pixels of [200, 144, 122, 58]) {
    for (const { id } of pixels === 200 ? faces : faces.slice(0, 1)) {
      const url = await atelier.fit(['body', id, 'hair-curtain', 'jeans', 'tee']);
      for (const [i, expression] of Object.keys(rig.expressions).entries()) {
        const label = pixels === 200 ? `${id}: ${expression}` : '';
        cells.push({
          url,
          stance: { ...standing, expression },
          scale: tall(pixels),
          crop: head,
          label,
          newRow: i === 0,
        });
      }
    }
  }
  await keep(atelier, 'expressions', cells);
});

async function keep(atelier: Atelier, name: string, cells: Cell[]): Promise<void> {
  const picture = await atelier.draw({ width, background, cells });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), await inFewColours(atelier.page, picture));
  await atelier.close();
}
