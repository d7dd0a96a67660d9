import type { Standing } from '../figure/draw';

/** The part of the figure's canvas that one looks at: hair and shoes with a little air, or the face. */
const whole = { y: 160, height: 322 };
const face = { x: 132, y: 108 };
const middle = 128;

/** What the stage's own edges take of it, in pixels. */
export interface Margins {
  top: number;
  bottom: number;
}

/** Where the figure stands on a stage, at a zoom from 1 for the whole figure; mirrored figures turn about their middle. */
export function stand(
  width: number,
  height: number,
  { top, bottom }: Margins,
  zoom: number,
  mirror: boolean,
): Standing {
  const free = Math.max(80, height - top - bottom);
  const scale = Math.min(free / whole.height, width / 250) * zoom;
  const part = Math.min(1, (zoom - 1) / 0.8);
  const y = whole.y + (face.y - whole.y) * part;
  const x = (face.x - middle) * part * (mirror ? -1 : 1);
  // The foot point lies at (128, 300).
  return { scale, at: [width / 2 - x * scale, top + free / 2 + (300 - y) * scale] };
}
