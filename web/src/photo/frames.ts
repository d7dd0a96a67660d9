import type { Box } from '../world/scene';
import { drawFestival } from './festival';
import { drawFilm } from './film';
import { drawPaper } from './paper';

/** What surrounds a photo: white paper, a strip of film, or a night of lanterns. */
export const styles = ['paper', 'film', 'festival'] as const;
export type Style = (typeof styles)[number];

/** What is written beside a photo, in the language of whoever took it. */
export interface Legend {
  title: string;
  date: string;
  /** The date in figures, as old cameras burnt it into the film. */
  stamp: string;
}

/** Where everything is on the finished picture, in its pixels. */
export interface Layout {
  width: number;
  height: number;
  /** Where the photo itself is. */
  window: Box;
  /** A hundredth of the photo's longer side: all of a frame is measured in it. */
  unit: number;
}

const margins: Record<Style, { side: number; top: number; bottom: number }> = {
  paper: { side: 4, top: 4, bottom: 13 },
  film: { side: 2.5, top: 9.5, bottom: 9.5 },
  festival: { side: 4.5, top: 7, bottom: 11.5 },
};

/** The finished picture of a photo of some size. */
export function layoutOf(style: Style, width: number, height: number): Layout {
  const unit = Math.max(width, height) / 100;
  const [side, top, bottom] = [margins[style].side, margins[style].top, margins[style].bottom].map((units) =>
    Math.round(units * unit),
  ) as [number, number, number];
  return {
    width: width + 2 * side,
    height: height + top + bottom,
    window: { x: side, y: top, w: width, h: height },
    unit,
  };
}

/** Paints a frame in two goes: what lies under the photo, and then, when the photo is there, what lies over it. */
export type Frame = (pen: CanvasRenderingContext2D, layout: Layout, legend: Legend) => { over(): void };

export const frames: Record<Style, Frame> = { paper: drawPaper, film: drawFilm, festival: drawFestival };
