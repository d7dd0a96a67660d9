import { type Dressed, dress } from '../figure/dressed';
import { rasterise } from '../figure/raster';
import { readSheet } from '../figure/sheet';

/** A sheet's picture has at most so many pixels, however near one looks. */
const largest = 9_000_000;

/** Draws a sheet once, so many pixels to a canvas unit. */
export async function drawSheet(svg: string, fineness: number): Promise<Dressed<ImageBitmap>> {
  const sheet = readSheet(svg);
  const scale = Math.min(fineness, Math.sqrt(largest / (sheet.width * sheet.height)));
  const picture = await rasterise(svg, sheet.width, sheet.height, scale);
  return dress(sheet, await createImageBitmap(picture), scale);
}
