import { type Tones, tones } from './colour';
import type { Colour, ItemID } from './recipe';

/** x, y, width and height in the rack's sheet, then left and top on the figure's canvas. */
type Frame = readonly [number, number, number, number, number, number];

/** One item as it hangs on its rack. */
export interface Hanging {
  id: ItemID;
  frame: Frame;
  /** The tones as drawn that each dye replaces. */
  dyes: Record<string, Tones>;
  /** The drawing's own elements, as drawn. */
  shapes: string;
}

const opening = /<g transform="translate\([^)]*\)">/;

/** Takes a rack's sheet apart: drawings and items stand in it in one order. */
export function readRack(svg: string): ReadonlyMap<ItemID, Hanging> {
  const from = svg.indexOf('<metadata>') + '<metadata>'.length;
  const to = svg.indexOf('</metadata>');
  if (to < from) throw new Error('This is not a rack: it has no metadata.');
  const table = JSON.parse(svg.slice(from, to)) as { format: number; items: Omit<Hanging, 'shapes'>[] };
  if (table.format !== 1) throw new Error(`This page reads racks of format 1, not ${table.format}.`);
  const drawings = svg.slice(to).split(opening).slice(1);
  return new Map(
    table.items.map((item, i) => [item.id, { ...item, shapes: drawings[i]!.slice(0, drawings[i]!.indexOf('</g>')) }]),
  );
}

/** A hanging item as a picture of its own, in the colours it would be worn in. */
export function picture(hanging: Hanging, colours: Readonly<Record<string, Colour>>): string {
  const [, , w, h, left, top] = hanging.frame;
  return sheet(redyed(hanging, colours), [left, top, w, h]);
}

/** Elements of a sheet as a file of their own, seen through a window on the canvas. */
export const sheet = (shapes: string, [x, y, w, h]: readonly [number, number, number, number]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${x} ${y} ${w} ${h}">` +
  `<g fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${shapes}</g></svg>`;

/** Tones are replaced where they stand as paint, all at once: a new one may be another's old one. */
export function redyed({ shapes, dyes }: Hanging, colours: Readonly<Record<string, Colour>>): string {
  const into = new Map<Colour, Colour>();
  for (const [name, drawn] of Object.entries(dyes)) {
    const fill = colours[name];
    if (!fill) continue;
    const worn = tones(fill);
    for (const [tone, colour] of Object.entries(drawn)) into.set(colour, worn[tone as keyof Tones]!);
  }
  if (into.size === 0) return shapes;
  return shapes.replace(/"(#[0-9a-f]{6})"/g, (whole, colour: Colour) =>
    into.has(colour) ? `"${into.get(colour)}"` : whole,
  );
}
