import type { Box } from '../world/scene';

/** The pictures of the ready-made avatars, each one's own, by outfit id. */
export interface Pictures {
  urls: ReadonlyMap<string, string>;
  /** The whole picture, and the head within it, in the picture's units. */
  size: { w: number; h: number };
  portrait: Box;
}

interface Table {
  portrait: [number, number, number, number];
  outfits: { id: string; frame: [number, number, number, number] }[];
}

/**
 * Cuts the picker's one sheet into a picture per avatar: a list of fifty faces must not draw the whole sheet fifty
 * times. Every drawing on the sheet is a group moved to its frame's corner.
 */
export function cutPicker(sheet: string): Pictures {
  const svg = new DOMParser().parseFromString(sheet, 'image/svg+xml').documentElement;
  const table: Table = JSON.parse(svg.querySelector('metadata')?.textContent ?? '{"outfits":[]}');
  const style = svg.querySelector('metadata + g');
  const drawings = new Map([...(style?.children ?? [])].map((g) => [g.getAttribute('transform'), g]));
  const [, , w = 256, h = 320] = table.outfits[0]?.frame ?? [];
  const urls = new Map<string, string>();
  for (const { id, frame } of table.outfits) {
    const drawing = drawings.get(`translate(${frame[0]} ${frame[1]})`);
    if (!drawing) continue;
    const group = style!.cloneNode() as Element;
    group.append(...drawing.cloneNode(true).childNodes);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${new XMLSerializer().serializeToString(group)}</svg>`;
    urls.set(id, URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' })));
  }
  const [x, y, pw, ph] = table.portrait;
  return { urls, size: { w, h }, portrait: { x, y, w: pw, h: ph } };
}
