import type { Frame } from './frames';
import { family } from './lettering';
import { drawMark, write } from './mark';

/** An instant print: white paper, with room below to write on. */
export const drawPaper: Frame = (pen, { width, height, window: hole, unit }, { title, date }) => {
  pen.fillStyle = '#fffdf8';
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = '#ead3b8';
  pen.lineWidth = unit * 0.3;
  pen.strokeRect(pen.lineWidth / 2, pen.lineWidth / 2, width - pen.lineWidth, height - pen.lineWidth);
  return {
    over() {
      pen.strokeStyle = 'rgb(59 32 56 / 0.28)';
      pen.lineWidth = unit * 0.2;
      pen.strokeRect(hole.x, hole.y, hole.w, hole.h);
      const middle = hole.y + hole.h + (height - hole.y - hole.h) / 2;
      const mark = drawMark(pen, width - hole.x, middle, unit * 2.4, '#5a3350', 'right');
      const space = hole.w - mark - unit * 4;
      write(pen, title, hole.x, middle - unit * 1.9, space, `800 ${unit * 4}px ${family}`, '#3b2038');
      write(pen, date, hole.x, middle + unit * 2.5, space, `600 ${unit * 2.5}px ${family}`, '#7d5a76');
    },
  };
};
