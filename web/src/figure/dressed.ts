import { skeletons } from './bones';
import type { ViewName } from './rig';
import { crownOf, type Sheet } from './sheet';

/** A sheet ready to draw: its picture, so many of whose pixels make a canvas unit, and each drawing's bone by number. */
export interface Dressed<Picture extends CanvasImageSource = CanvasImageSource> {
  sheet: Sheet;
  picture: Picture;
  scale: number;
  bones: Record<ViewName, number[]>;
  /** The top of the hair or hat, on the canvas. */
  crown: Record<ViewName, number>;
}

/** Puts a sheet and its picture together. */
export function dress<Picture extends CanvasImageSource>(
  sheet: Sheet,
  picture: Picture,
  scale: number,
): Dressed<Picture> {
  const per = <T>(make: (view: ViewName) => T) => ({ front: make('front'), back: make('back') });
  return {
    sheet,
    picture,
    scale,
    bones: per((view) => sheet.views[view].map((draw) => skeletons[view].names.indexOf(draw.bone))),
    crown: per((view) => crownOf(sheet.views[view])),
  };
}
