/** The shapes of a photo: width by height. */
export const shapes = { wide: 4 / 3, square: 1, tall: 3 / 4 } as const;
export type Shape = keyof typeof shapes;

/** The photo's longer side, in its pixels. */
const finest = 1280;

/** How many pixels of the photo one CSS pixel of the frame becomes. */
export const scaleOf = (frame: { w: number; h: number }): number => finest / Math.max(frame.w, frame.h);
