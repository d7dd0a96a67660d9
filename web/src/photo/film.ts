import type { Frame } from './frames';
import { family } from './lettering';
import { drawMark, write } from './mark';

const amber = '#f2b04a';
/** In hundredths of the photo: the holes, how far apart they are, and where their row and the letters' are. */
const hole = { w: 3, h: 2.3, every: 5.2, row: 2.6, letters: 6.7 } as const;

/** A strip of film with its perforation; the date is burnt into the picture. */
export const drawFilm: Frame = (pen, { width, height, window, unit }, { title, date, stamp }) => {
  pen.fillStyle = '#201926';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#fff6e8';
  const holes = Math.floor(width / (hole.every * unit));
  const first = (width - (holes - 1) * hole.every * unit) / 2;
  pen.beginPath();
  for (let i = 0; i < holes; i++) {
    for (const middle of [hole.row * unit, height - hole.row * unit]) {
      const [w, h] = [hole.w * unit, hole.h * unit];
      pen.roundRect(first + i * hole.every * unit - w / 2, middle - h / 2, w, h, unit * 0.6);
    }
  }
  pen.fill();
  return {
    over() {
      const font = `700 ${unit * 2.3}px ${family}`;
      const [above, below] = [hole.letters * unit, height - hole.letters * unit];
      const right = window.x + window.w;
      write(pen, `${date}  ▷ 12A`, right, above, window.w / 2, font, amber, 'right');
      write(pen, '▷ 12', window.x, above, window.w / 3, font, amber);
      const mark = drawMark(pen, right, below, unit * 2.3, amber, 'right');
      write(pen, title, window.x, below, window.w - mark - unit * 4, font, amber);
      pen.save();
      pen.shadowColor = 'rgb(70 20 6 / 0.9)';
      pen.shadowBlur = unit;
      const burnt = `700 ${unit * 3.4}px ui-monospace, "DejaVu Sans Mono", monospace`;
      write(pen, stamp, right - unit * 3, window.y + window.h - unit * 4, window.w, burnt, '#ffab52', 'right');
      pen.restore();
    },
  };
};
