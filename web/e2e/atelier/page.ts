import { drawFigure } from '../../src/figure/draw';
import { type Dressed, dress } from '../../src/figure/dressed';
import { canvas, fetchText, rasterise } from '../../src/figure/raster';
import { readSheet } from '../../src/figure/sheet';
import type { Cell, Page } from './cells';

const gap = 6;
const lettering = 13;
const foot = [128, 300] as const;

/** Sheets that were drawn, by address and scale. */
const known = new Map<string, Promise<Dressed>>();

function figure(url: string, scale: number): Promise<Dressed> {
  const key = `${url} ${scale}`;
  const made =
    known.get(key) ??
    fetchText(url, new AbortController().signal).then(async (svg) => {
      const sheet = readSheet(svg);
      return dress(sheet, await rasterise(svg, sheet.width, sheet.height, scale), scale);
    });
  known.set(key, made);
  return made;
}

/** Draws cells in rows, as the page says, and answers a PNG's address. */
async function draw({ width, background, cells }: Page): Promise<string> {
  const size = ({ crop: [, , w, h], scale, label }: Cell) => ({
    w: Math.ceil(w * scale),
    h: Math.ceil(h * scale) + (label === undefined ? 0 : lettering),
  });
  let [x, y, row] = [gap, gap, 0];
  const places = cells.map((cell) => {
    const { w, h } = size(cell);
    if (cell.newRow || x + w + gap > width) [x, y, row] = [gap, y + row + gap, 0];
    const place = { x, y };
    x += w + gap;
    row = Math.max(row, h);
    return place;
  });
  const [element, pen] = canvas(width, y + row + gap);
  pen.fillStyle = background;
  pen.fillRect(0, 0, element.width, element.height);
  for (const [i, cell] of cells.entries()) {
    const { crop, scale, label } = cell;
    const place = places[i]!;
    pen.save();
    pen.beginPath();
    pen.rect(place.x, place.y, crop[2] * scale, crop[3] * scale);
    pen.clip();
    // Twice as fine as shown: what is turned stays smooth.
    const at = [place.x + (foot[0] - crop[0]) * scale, place.y + (foot[1] - crop[1]) * scale] as const;
    drawFigure(pen, await figure(cell.url, scale * 2), { ...cell.stance, scale, at });
    pen.restore();
    if (label === undefined) continue;
    pen.fillStyle = '#4d2b48';
    pen.font = '10px system-ui';
    pen.fillText(label, place.x, place.y + crop[3] * scale + 10, crop[2] * scale);
  }
  return element.toDataURL('image/png');
}

Object.assign(window, { draw });
