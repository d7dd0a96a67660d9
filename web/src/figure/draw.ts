import { rig } from './bones';
import type { Dressed } from './dressed';
import { paintOrder } from './planes';
import { type Posed, posed, type Stance } from './pose';
import { frameOf } from './sheet';

/** The part of a canvas's pen that drawing a figure needs. */
export type Pen = Pick<CanvasRenderingContext2D, 'drawImage' | 'getTransform' | 'setTransform'>;

/** Where on the page a figure stands. */
export interface Standing {
  /** Pixels per canvas unit. */
  scale: number;
  /** Where its foot point goes. */
  at: readonly [x: number, y: number];
}

/** Draws a dressed figure in a stance. Whatever transform the pen has stays, and applies. */
export function drawFigure(pen: Pen, dressed: Dressed, how: Stance & Standing): void {
  drawPosed(pen, dressed, how, posed(how, dressed));
}

/** The same for a stance worked out before. */
export function drawPosed(pen: Pen, dressed: Dressed, how: Stance & Standing, { bones, face, guise }: Posed): void {
  const { view, mirror, scale, at, glance = [0, 0] } = how;
  const { picture, scale: fine } = dressed;
  const before = pen.getTransform();
  const base = placed(before, mirror ? -scale : scale, scale, at);
  const draws = dressed.sheet.views[view];
  for (const i of paintOrder(draws, view, guise.above)) {
    const draw = draws[i]!;
    const frame = frameOf(draw, face, guise.variants, guise.planes);
    const m = bones[dressed.bones[view][i]!];
    if (!frame || !m) continue;
    const [x, y, w, h, px, py] = frame;
    const [dx, dy] = draw.plane === 'face' ? glance : [0, 0];
    pen.setTransform(
      base.a * m.a + base.c * m.b,
      base.b * m.a + base.d * m.b,
      base.a * m.c + base.c * m.d,
      base.b * m.c + base.d * m.d,
      base.a * m.tx + base.c * m.ty + base.e,
      base.b * m.tx + base.d * m.ty + base.f,
    );
    pen.drawImage(picture, x * fine, y * fine, w * fine, h * fine, px + dx, py + dy, w, h);
  }
  pen.setTransform(before);
}

/** The canvas's units on the page: stretched about the foot point, which goes to `at`. */
function placed(page: DOMMatrix, sx: number, sy: number, at: readonly [number, number]) {
  const x = at[0] - sx * rig.foot[0];
  const y = at[1] - sy * rig.foot[1];
  return {
    a: page.a * sx,
    b: page.b * sx,
    c: page.c * sy,
    d: page.d * sy,
    e: page.a * x + page.c * y + page.e,
    f: page.b * x + page.d * y + page.f,
  };
}
