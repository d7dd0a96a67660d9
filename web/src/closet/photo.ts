import { drawFigure } from '../figure/draw';
import type { Dressed } from '../figure/dressed';
import { mirrored, viewOf } from '../figure/facing';
import type { Facing } from '../wire/types';
import type { Colour } from './recipe';

interface Size {
  width: number;
  height: number;
}

/** A portrait to keep. */
export const photo: Size = { width: 768, height: 960 };
/** What a link's card shows, as wide as most places show it. */
export const card: Size = { width: 1200, height: 630 };

/** Soft grounds to stand before: the wall, and what shines on it. */
export const grounds: readonly (readonly [wall: Colour, light: Colour])[] = [
  ['#f9d9b9', '#fff1d8'],
  ['#f7c4c0', '#ffe6dc'],
  ['#bfe0e0', '#eef8ee'],
  ['#cdbfe8', '#f3e9fb'],
  ['#cfe3b4', '#f7f4d4'],
  ['#4a4478', '#8d78b4'],
];

export interface Sitting {
  dressed: Dressed;
  facing: Facing;
  pose: string;
  expression: string;
  ground: number;
}

/** Paints a canvas full: the whole figure before a soft ground. */
export function paintPhoto(pen: CanvasRenderingContext2D, sitting: Sitting): void {
  const [wall, light] = grounds[sitting.ground] ?? grounds[0]!;
  const { width: w, height: h } = pen.canvas;
  pen.fillStyle = wall;
  pen.fillRect(0, 0, w, h);
  const glow = pen.createRadialGradient(w / 2, h * 0.42, 40, w / 2, h * 0.46, w * 0.72);
  glow.addColorStop(0, light);
  glow.addColorStop(1, `${light}00`);
  pen.fillStyle = glow;
  pen.fillRect(0, 0, w, h);
  confetti(pen, light);
  const part = h / photo.height;
  const scale = 2.86 * part;
  const at = [w / 2, h - 56 * part] as const;
  pen.fillStyle = 'rgb(59 32 56 / 0.18)';
  pen.beginPath();
  pen.ellipse(at[0], at[1] - 6 * part, 150 * part, 32 * part, 0, 0, Math.PI * 2);
  pen.fill();
  pen.imageSmoothingQuality = 'high';
  const { dressed, facing, pose, expression } = sitting;
  drawFigure(pen, dressed, { view: viewOf(facing), mirror: mirrored(facing), pose, ms: 0, expression, scale, at });
}

/** Dots and sparks about the figure, always the same. */
function confetti(pen: CanvasRenderingContext2D, light: Colour): void {
  const { width, height } = pen.canvas;
  for (let i = 0; i < 30; i++) {
    const angle = i * 2.4;
    const away = 250 + ((i * 67) % 210);
    const [x, y] = [
      width * (0.5 + Math.cos(angle) * away * 0.00115),
      height * (0.44 + Math.sin(angle) * away * 0.00113),
    ];
    const size = 6 + ((i * 13) % 10);
    pen.fillStyle = i % 4 === 1 ? '#ffc857' : i % 4 === 3 ? '#ff9fa8' : light;
    pen.globalAlpha = 0.9;
    pen.beginPath();
    if (i % 2 === 0) spark(pen, x, y, size * 2);
    else pen.arc(x, y, size * 0.7, 0, Math.PI * 2);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function spark(pen: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  pen.moveTo(x, y - r);
  pen.quadraticCurveTo(x, y, x + r, y);
  pen.quadraticCurveTo(x, y, x, y + r);
  pen.quadraticCurveTo(x, y, x - r, y);
  pen.quadraticCurveTo(x, y, x, y - r);
}
