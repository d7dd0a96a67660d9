import type { VisitorID } from '../wire/types';
import type { Box } from '../world/scene';
import { overlap } from './bubbles/place';

interface Size {
  w: number;
  h: number;
}

const air = 4;

/** Where a button may hang on a name tag: below it, or at its sides. */
function placesOf(tag: Box, size: Size): Box[] {
  const middle = tag.y + (tag.h - size.h) / 2;
  return [
    { ...size, x: tag.x + (tag.w - size.w) / 2, y: tag.y + tag.h + air },
    { ...size, x: tag.x + tag.w + air, y: middle },
    { ...size, x: tag.x - size.w - air, y: middle },
  ];
}

/** Hangs buttons on name tags, where they cover no face, no name and no other button. */
export class Hanging {
  /** Which of the places somebody's button has: it stays there as long as that is free. */
  private readonly kept = new Map<VisitorID, number>();

  place(who: VisitorID, size: Size, tag: Box, bounds: Box, taken: readonly Box[]): Box | undefined {
    const places = placesOf(tag, size);
    const free = (box: Box | undefined) =>
      box !== undefined && within(box, bounds) && !taken.some((other) => other !== tag && overlap(other, box));
    const kept = this.kept.get(who) ?? 0;
    const index = free(places[kept]) ? kept : places.findIndex(free);
    if (index < 0) return undefined;
    this.kept.set(who, index);
    return places[index];
  }
}

const within = (box: Box, bounds: Box): boolean =>
  box.x >= bounds.x &&
  box.y >= bounds.y &&
  box.x + box.w <= bounds.x + bounds.w &&
  box.y + box.h <= bounds.y + bounds.h;
