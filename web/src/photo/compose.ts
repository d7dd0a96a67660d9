import type { Exposure } from '../world/scene';
import { facesIn, type Moment, namesOn, sayingsOn } from './captions';
import { frames, type Legend, layoutOf, type Style } from './frames';
import { drawBubbles, drawNames, type Letters } from './lettering';

/** A photo, and all that may be written on it. */
export interface Taken {
  exposure: Exposure;
  moment: Moment;
  legend: Legend;
  letters: Letters;
}

/** How a photo is finished. */
export interface Finish {
  style: Style;
  names: boolean;
  bubbles: boolean;
}

/** A frame narrower than this, in CSS pixels, has room for few bubbles. */
const narrow = 500;
const [few, many] = [4, 8];

/** The size of a photo in CSS pixels of its frame. */
export const frameOf = ({ picture, scale }: Exposure) => ({ w: picture.width / scale, h: picture.height / scale });

/** Finishes a photo on a canvas, which takes the finished picture's size. */
export function compose(canvas: HTMLCanvasElement, { exposure, moment, legend, letters }: Taken, finish: Finish): void {
  const { picture, scale, sitters } = exposure;
  const layout = layoutOf(finish.style, picture.width, picture.height);
  canvas.width = layout.width;
  canvas.height = layout.height;
  const pen = canvas.getContext('2d')!;
  const { over } = frames[finish.style](pen, layout, legend);
  const { x, y, w, h } = layout.window;
  const frame = frameOf(exposure);
  pen.save();
  pen.beginPath();
  pen.rect(x, y, w, h);
  pen.clip();
  pen.drawImage(picture, x, y);
  pen.translate(x, y);
  pen.scale(scale, scale);
  const faces = facesIn(sitters, frame);
  if (finish.names) drawNames(pen, namesOn(faces, moment), sitters, frame, letters);
  if (finish.bubbles) {
    const most = frame.w < narrow ? few : many;
    drawBubbles(pen, sayingsOn(faces, moment, most), sitters, frame, letters);
  }
  pen.restore();
  over();
}

/** What is written beside a photo taken at an instant; the date is the viewer's. */
export function legendOf(title: string, at: Date, lang: 'ja' | 'en', timeZone?: string): Legend {
  const zone = timeZone === undefined ? {} : { timeZone };
  const date = new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'long', ...zone }).format(at);
  const figures = new Intl.DateTimeFormat('en-GB', { year: '2-digit', month: 'numeric', day: 'numeric', ...zone });
  const part = Object.fromEntries(figures.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { title, date, stamp: `’${part.year} ${part.month} ${part.day}` };
}
