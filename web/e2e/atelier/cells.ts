import type { Stance } from '../../src/figure/pose';

/** One figure on a page. */
export interface Cell {
  /** Its outfit's sheet. */
  url: string;
  stance: Stance;
  /** Pixels per canvas unit. */
  scale: number;
  /** The part of the canvas that is shown: x, y, width, height. */
  crop: readonly [number, number, number, number];
  label?: string;
  newRow?: boolean;
}

/** Figures beside and below each other. */
export interface Page {
  width: number;
  background: string;
  cells: Cell[];
}

export const whole = [18, -12, 220, 324] as const;
/** The scale at which a figure is so many pixels tall. */
export const tall = (pixels: number): number => pixels / 267;

export const standing = { view: 'front', mirror: false, pose: 'stand', ms: 0 } as const satisfies Stance;
