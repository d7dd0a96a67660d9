import { type Ask, place, tailPath } from '../ui/bubbles/place';
import { tagSpot } from '../ui/tags';
import type { Box, Sitter } from '../world/scene';
import type { Name, Saying } from './captions';
import { breakLines, directionOf, type Measure, shorten } from './text';

/** The street's letters, as its style sheet names them. */
export const family =
  '"Hiragino Maru Gothic ProN", "BIZ UDPGothic", "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif';
const ink = '#3b2038';
const plum = '#5a3350';

/** Sizes of letters in CSS pixels of the frame, as the screen shows them. */
export interface Letters {
  bubble: number;
  tag: number;
}

/** The page's bubbles, by its style sheet. */
const balloon = {
  most: 220,
  lines: 3,
  padX: 14,
  padTop: 8,
  padBottom: 9,
  border: 2.2,
  radius: 18,
  leading: 1.4,
} as const;
const air = 6;
const label = { most: 150, padX: 9, padTop: 2, padBottom: 3, leading: 1.35 } as const;

export interface Bubble {
  saying: Saying;
  text: string[];
  box: Box;
}

/** Places bubbles in a frame: above their speakers, clear of each other and, if it can be, of faces. */
export function layBubbles(
  sayings: readonly Saying[],
  sitters: readonly Sitter[],
  frame: { w: number; h: number },
  size: number,
  measure: Measure,
): Bubble[] {
  const { border, padX, padTop, padBottom, leading } = balloon;
  const sides = 2 * (padX + border);
  const written = new Map(
    sayings.map((saying) => {
      const text = breakLines(saying.line.text, balloon.most - sides, balloon.lines, measure);
      const w = Math.ceil(Math.max(...text.map(measure)) + sides);
      const h = text.length * size * leading + padTop + padBottom + 2 * border;
      return [saying.line.who, { saying, text, w, h }];
    }),
  );
  const asks = [...written].map(([id, { saying, w, h }]): Ask => ({ id, crown: saying.sitter.anchor.crown, w, h }));
  const bounds = { x: air, y: air, w: frame.w - 2 * air, h: frame.h - 2 * air };
  const places = place(asks, { bounds, faces: sitters.map(({ anchor }) => anchor.face), spare: 1 });
  return [...written].flatMap(([who, { saying, text, w, h }]) => {
    const at = places.get(who);
    const { crown } = saying.sitter.anchor;
    return at ? [{ saying, text, box: { x: crown.x + at.x, y: crown.y + at.y, w, h } }] : [];
  });
}

/** Writes what is said, in CSS pixels of the frame. */
export function drawBubbles(
  pen: CanvasRenderingContext2D,
  sayings: readonly Saying[],
  sitters: readonly Sitter[],
  frame: { w: number; h: number },
  { bubble: size }: Letters,
): void {
  pen.font = `600 ${size}px ${family}`;
  const measure: Measure = (text) => pen.measureText(text).width;
  for (const { saying, text, box } of layBubbles(sayings, sitters, frame, size, measure)) {
    const { crown } = saying.sitter.anchor;
    pen.save();
    pen.translate(box.x, box.y);
    const paper = saying.mine ? '#fff0bd' : '#fffdf8';
    drawBalloon(pen, box, paper);
    drawTail(pen, box, crown, paper);
    const rtl = directionOf(saying.line.text) === 'rtl';
    pen.fillStyle = ink;
    pen.direction = rtl ? 'rtl' : 'ltr';
    pen.textAlign = rtl ? 'right' : 'left';
    pen.textBaseline = 'middle';
    const x = rtl ? box.w - balloon.padX - balloon.border : balloon.padX + balloon.border;
    text.forEach((line, i) => {
      pen.fillText(line, x, balloon.border + balloon.padTop + (i + 0.5) * size * balloon.leading);
    });
    pen.restore();
  }
}

function drawBalloon(pen: CanvasRenderingContext2D, { w, h }: Box, paper: string): void {
  const half = balloon.border / 2;
  const outline = (down: number) => {
    pen.beginPath();
    pen.roundRect(half, half + down, w - 2 * half, h - 2 * half, balloon.radius - half);
  };
  pen.lineWidth = balloon.border;
  pen.fillStyle = 'rgb(59 32 56 / 0.22)';
  outline(2);
  pen.fill();
  pen.fillStyle = paper;
  pen.strokeStyle = plum;
  outline(0);
  pen.fill();
  pen.stroke();
}

/** As on the page: the filling reaches over the balloon's border, the edges end on it. */
function drawTail(pen: CanvasRenderingContext2D, box: Box, crown: Sitter['anchor']['crown'], paper: string): void {
  pen.fillStyle = paper;
  pen.fill(new Path2D(tailPath(box, crown, box.h - 3)));
  pen.strokeStyle = plum;
  pen.lineWidth = balloon.border;
  pen.lineJoin = 'round';
  pen.stroke(new Path2D(tailPath(box, crown, box.h - 1)));
}

/** Writes names under feet, in CSS pixels of the frame; one that would cover a face is left out. */
export function drawNames(
  pen: CanvasRenderingContext2D,
  names: readonly Name[],
  sitters: readonly Sitter[],
  frame: { w: number; h: number },
  { tag: size }: Letters,
): void {
  pen.save();
  pen.font = `700 ${size}px ${family}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const faces = sitters.map(({ anchor }) => anchor.face);
  const hung: Box[] = [];
  for (const { sitter, text, mine } of names) {
    const short = shorten(text, label.most - 2 * label.padX, (one) => pen.measureText(one).width);
    const w = pen.measureText(short).width + 2 * label.padX;
    const h = size * label.leading + label.padTop + label.padBottom;
    const spot = tagSpot(sitter.anchor, { w, h }, faces, hung, frame.h);
    if (!spot) continue;
    hung.push(spot);
    pen.fillStyle = `rgb(59 32 56 / ${mine ? 0.95 : 0.86})`;
    pen.beginPath();
    pen.roundRect(spot.x, spot.y, w, h, h / 2);
    pen.fill();
    pen.fillStyle = mine ? '#ffe1a0' : '#fff';
    pen.direction = directionOf(text);
    pen.fillText(short, spot.x + w / 2, spot.y + label.padTop + (size * label.leading) / 2);
  }
  pen.restore();
}
