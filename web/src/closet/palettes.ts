import type { Colour, SlotID } from './recipe';

/** Colours of cloth, by rows: pale and dark, warm, cool, and of the earth. */
const cloth: readonly Colour[] = [
  ...['#fff6e8', '#f3e3cd', '#cfc3c8', '#8d8391', '#5a4b5e', '#352a3a'],
  ...['#ffc9cf', '#ff9fa8', '#e8756a', '#d2473f', '#a8324a', '#7a2b45'],
  ...['#ffe9a8', '#ffc857', '#f29a4a', '#d9783a', '#a8643c', '#6b4434'],
  ...['#cfe9c3', '#8fce9f', '#5fb98c', '#3f8f6c', '#2f6b5a', '#6f7a3a'],
  ...['#bfe6ea', '#5bb7c4', '#3f8fa0', '#8fb8e8', '#5878a8', '#33466f'],
  ...['#e3d4f4', '#b79fdd', '#8f78c0', '#6d5a94', '#4f3f78', '#c96fa5'],
];

const hair: readonly Colour[] = [
  ...['#2f2532', '#4a3330', '#6b4434', '#8c5238', '#a8643c', '#c98d54'],
  ...['#e0b060', '#f5c25c', '#f7dfae', '#e9e0dc', '#a9a3b3', '#6f6a80'],
  ...['#c9553a', '#a03a3a', '#7a2b45', '#f0a3b8', '#e0759c', '#b79fdd'],
  ...['#7f68b8', '#5d7fc7', '#3f4a70', '#5bb7c4', '#8fce9f', '#4f8a6a'],
];

const eyes: readonly Colour[] = [
  ...['#4a2c22', '#7a4a34', '#a8693a', '#c9923f', '#8a8f3a', '#4a8f5c'],
  ...['#3a7f8c', '#5bb7c4', '#3d5f8c', '#5d7fc7', '#6d5a94', '#8a4f74'],
  ...['#c2567a', '#b3403c', '#8d8391', '#352a3a', '#e0b060', '#9fb3c8'],
];

const lips: readonly Colour[] = [
  ...['#8c3b40', '#a8483f', '#c25a5a', '#d9757a', '#e58f8a', '#f0a8a8'],
  ...['#b8434f', '#9c2f4a', '#7a2b45', '#6e2830', '#8a4f74', '#c9785c'],
];

/** The swatches that suit a dye; anything else can still be mixed. */
export function swatches(slot: SlotID, dye: string, skins: readonly Colour[]): readonly Colour[] {
  if (dye === 'skin') return skins;
  if (dye === 'iris' || slot === 'eyes') return eyes;
  if (dye === 'brow' || slot === 'brows') return hair;
  if (dye === 'mouth' || dye === 'lip' || dye === 'lips') return lips;
  if (slot === 'hair' && dye === 'main') return hair;
  return cloth;
}

/** Colours that go together: one strong, one accent, one pale and one dark. */
export interface Scheme {
  strong: Colour;
  accent: Colour;
  pale: Colour;
  dark: Colour;
}

/** Schemes for an outfit thrown together; each was looked at on a figure. */
export const schemes: readonly Scheme[] = [
  { strong: '#e8756a', accent: '#5bb7c4', pale: '#fff6e8', dark: '#33466f' },
  { strong: '#5bb7c4', accent: '#ff9fa8', pale: '#fff6e8', dark: '#4f3f78' },
  { strong: '#5fb98c', accent: '#ffc857', pale: '#fff6e8', dark: '#6b4434' },
  { strong: '#ffc857', accent: '#5878a8', pale: '#fff6e8', dark: '#33466f' },
  { strong: '#6d5a94', accent: '#ffc9cf', pale: '#f3e3cd', dark: '#352a3a' },
  { strong: '#ff9fa8', accent: '#8fce9f', pale: '#fff6e8', dark: '#7a2b45' },
  { strong: '#5878a8', accent: '#f29a4a', pale: '#fff6e8', dark: '#33466f' },
  { strong: '#a8324a', accent: '#e0b060', pale: '#f3e3cd', dark: '#352a3a' },
  { strong: '#b79fdd', accent: '#ffe9a8', pale: '#fff6e8', dark: '#5a4b5e' },
  { strong: '#3f8f6c', accent: '#ff9fa8', pale: '#f3e3cd', dark: '#352a3a' },
  { strong: '#f29a4a', accent: '#bfe6ea', pale: '#fff6e8', dark: '#6b4434' },
  { strong: '#8fb8e8', accent: '#e8756a', pale: '#fff6e8', dark: '#4f3f78' },
];

/** Hair as it grows, and, now and then, as it does not. */
export const grown: readonly Colour[] = [
  '#2f2532',
  '#4a3330',
  '#6b4434',
  '#8c5238',
  '#a8643c',
  '#c98d54',
  '#f5c25c',
  '#c9553a',
];
export const dreamt: readonly Colour[] = ['#f0a3b8', '#b79fdd', '#5bb7c4', '#5d7fc7', '#e9e0dc'];
export const irises: readonly Colour[] = ['#4a2c22', '#7a4a34', '#a8693a', '#4a8f5c', '#3d5f8c', '#3a7f8c', '#6d5a94'];
