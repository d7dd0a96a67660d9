import { family } from './lettering';
import { directionOf, shorten } from './text';

const name = '横丁 Yokocho';

/** Writes one line whose left, middle or right is at `x`, shortened to what there is room for. */
export function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  middle: number,
  most: number,
  font: string,
  colour: string,
  align: 'left' | 'center' | 'right' = 'left',
): void {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.textBaseline = 'middle';
  pen.direction = directionOf(text);
  pen.fillText(
    shorten(text, most, (one) => pen.measureText(one).width),
    x,
    middle,
  );
}

/** The street's small mark, a lantern and its name, `size` high; the answer is how wide it is. */
export function drawMark(
  pen: CanvasRenderingContext2D,
  x: number,
  middle: number,
  size: number,
  colour: string,
  align: 'left' | 'right',
): number {
  const font = `700 ${size}px ${family}`;
  pen.font = font;
  const letters = pen.measureText(name).width;
  const lantern = size * 1.7;
  const width = letters + lantern;
  const left = align === 'left' ? x : x - width;
  drawLantern(pen, left + size * 0.6, middle, size * 0.62, '#e8756a', colour);
  write(pen, name, left + lantern, middle, letters + 1, font, colour);
  return width;
}

/** A paper lantern around a point, `radius` half as wide as it is. */
export function drawLantern(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  paper: string,
  line: string,
): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(radius, radius);
  pen.lineWidth = 0.22;
  pen.lineCap = 'round';
  pen.strokeStyle = line;
  pen.fillStyle = paper;
  pen.beginPath();
  pen.ellipse(0, 0, 1, 1.06, 0, 0, Math.PI * 2);
  pen.fill();
  pen.stroke();
  pen.beginPath();
  for (const end of [-1.06, 1.06]) {
    pen.moveTo(-0.5, end);
    pen.lineTo(0.5, end);
  }
  pen.stroke();
  pen.lineWidth = 0.1;
  pen.globalAlpha = 0.45;
  pen.beginPath();
  for (const rib of [-0.45, 0, 0.45]) {
    const half = Math.sqrt(1 - rib * rib) * 0.94;
    pen.moveTo(-half, rib);
    pen.quadraticCurveTo(0, rib + 0.16, half, rib);
  }
  pen.stroke();
  pen.restore();
}
