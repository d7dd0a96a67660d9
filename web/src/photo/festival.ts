import type { Frame, Layout } from './frames';
import { family } from './lettering';
import { drawLantern, drawMark, write } from './mark';

const lanterns = ['#ffc857', '#e8756a', '#5bb7c4', '#fff0c9'] as const;
const line = '#231a3f';

/** A festival's night: waves on indigo, and a string of lanterns over the picture. */
export const drawFestival: Frame = (pen, layout, { title, date }) => {
  const { width, height, window: hole, unit } = layout;
  const night = pen.createLinearGradient(0, 0, 0, height);
  night.addColorStop(0, '#2b2450');
  night.addColorStop(1, '#4a3f78');
  pen.fillStyle = night;
  pen.fillRect(0, 0, width, height);
  drawWaves(pen, layout);
  return {
    over() {
      pen.strokeStyle = '#ffc857';
      pen.lineWidth = unit * 0.5;
      pen.strokeRect(hole.x, hole.y, hole.w, hole.h);
      hangLanterns(pen, layout);
      const middle = hole.y + hole.h + (height - hole.y - hole.h) / 2;
      const mark = drawMark(pen, hole.x + hole.w, middle, unit * 2.4, '#ffe1a0', 'right');
      const space = hole.w - mark - unit * 4;
      write(pen, title, hole.x, middle - unit * 1.8, space, `800 ${unit * 3.8}px ${family}`, '#fff6e8');
      write(pen, date, hole.x, middle + unit * 2.4, space, `600 ${unit * 2.4}px ${family}`, '#ffe1a0');
    },
  };
};

/** Seigaiha, the waves of summer kimonos, faint. */
function drawWaves(pen: CanvasRenderingContext2D, { width, height, unit }: Layout): void {
  const radius = unit * 2.6;
  pen.strokeStyle = 'rgb(255 246 232 / 0.11)';
  pen.lineWidth = unit * 0.22;
  for (let row = 0; row * radius * 0.5 < height + radius; row++) {
    const shift = row % 2 === 0 ? 0 : radius;
    for (let x = shift - radius; x < width + radius; x += 2 * radius) {
      pen.beginPath();
      for (const part of [1, 0.68, 0.36]) {
        pen.moveTo(x - radius * part, row * radius * 0.5);
        pen.arc(x, row * radius * 0.5, radius * part, Math.PI, Math.PI * 2);
      }
      pen.stroke();
    }
  }
}

/** From corner to corner in two bows, each lantern under its place on the string, with its glow. */
function hangLanterns(pen: CanvasRenderingContext2D, { width, unit }: Layout): void {
  const half = width / 2;
  const [top, sag] = [unit * 1.2, unit * 4.4];
  const at = (share: number) => top + sag * 4 * share * (1 - share);
  pen.strokeStyle = '#120d26';
  pen.lineWidth = unit * 0.35;
  pen.beginPath();
  for (const start of [0, half]) {
    pen.moveTo(start, top);
    pen.quadraticCurveTo(start + half / 2, top + 2 * sag, start + half, top);
  }
  pen.stroke();
  const each = Math.max(3, Math.round(half / (unit * 9)));
  for (let i = 0; i < 2 * each; i++) {
    const share = ((i % each) + 0.5) / each;
    const x = (Math.floor(i / each) + share) * half;
    const y = at(share) + unit * 2.5;
    const glow = pen.createRadialGradient(x, y, 0, x, y, unit * 5);
    glow.addColorStop(0, 'rgb(255 217 138 / 0.5)');
    glow.addColorStop(1, 'rgb(255 217 138 / 0)');
    pen.fillStyle = glow;
    pen.fillRect(x - unit * 5, y - unit * 5, unit * 10, unit * 10);
    drawLantern(pen, x, y, unit * 1.9, lanterns[i % lanterns.length]!, line);
  }
}
