import { onHead } from './planes';
import type { ViewName } from './rig';

/** Where a drawing lies in the sheet, and where its top left goes on the avatar's canvas; canvas units. */
export type Frame = readonly [x: number, y: number, w: number, h: number, px: number, py: number];

/** One drawing of the list, back to front. `part` stands where it has variants; null shows nothing. */
export interface Draw {
  plane: string;
  bone: string;
  part?: string;
  frames: Record<string, Frame | null>;
}

export interface Sheet {
  width: number;
  height: number;
  views: Record<ViewName, Draw[]>;
}

/** Reads the list that stands in an outfit sheet's metadata; it is written so that no XML parser is needed. */
export function readSheet(svg: string): Sheet {
  const from = svg.indexOf('<metadata>');
  const to = svg.indexOf('</metadata>');
  const size = /<svg[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  if (from < 0 || to < 0 || !size) throw new Error('This is not an outfit sheet: it has no size or no metadata.');
  const listed = JSON.parse(svg.slice(from + '<metadata>'.length, to)) as { format: number; views: Sheet['views'] };
  if (listed.format !== 1) throw new Error(`This page reads outfit sheets of format 1, not ${listed.format}.`);
  return { width: Number(size[1]), height: Number(size[2]), views: listed.views };
}

/** What a drawing shows: the face's choice for its part, else its plane's variant, else a pose's, else its own drawing. */
export function frameOf(
  draw: Draw,
  face: Readonly<Record<string, string>>,
  variants: readonly string[],
  planes: Readonly<Record<string, string>> = {},
): Frame | null {
  const chosen = draw.part === undefined ? undefined : face[draw.part];
  if (chosen !== undefined && chosen in draw.frames) return draw.frames[chosen]!;
  const own = planes[draw.plane];
  if (own !== undefined && own in draw.frames) return draw.frames[own]!;
  for (const variant of variants) if (variant in draw.frames) return draw.frames[variant]!;
  return draw.frames[''] ?? null;
}

/** The highest point of what hangs on the head, on the canvas: the top of the hair or hat. */
export function crownOf(draws: readonly Draw[]): number {
  let top = Number.POSITIVE_INFINITY;
  for (const draw of draws) {
    const frame = draw.frames[''];
    if (onHead(draw.bone) && frame) top = Math.min(top, frame[5]);
  }
  return Number.isFinite(top) ? top : 36;
}
