import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { drawSheet } from '../closet/drawing';
import { rig } from '../figure/bones';
import { drawFigure } from '../figure/draw';
import type { Dressed } from '../figure/dressed';
import { fetchText } from '../figure/raster';
import type { ViewName } from '../figure/rig';

/** Pixels from head to foot. */
export const sizes = ['144', '122', '58'] as const;
export type Size = (typeof sizes)[number];

/** How a figure is held, and at which sizes it is drawn. */
export interface Look {
  pose: string;
  expression: string;
  mirror: boolean;
  ms: number;
  sizes: readonly Size[];
}

/** Canvas units from head to foot, and the part of the canvas that is shown. */
const tall = 267;
const left = 18;
const top = -12;
const width = 220;
const height = 324;
const views: readonly ViewName[] = ['front', 'back'];
/** Sheets are drawn finer than shown: what is turned stays smooth. */
const spare = 1.5;

/** Milliseconds. */
const retryAfter = 1000;

/** The instant that shows a pose best. */
export const still = (pose: string): number => {
  const { still, ms, overlay } = rig.poses[pose]!;
  return still ?? (overlay ? ms / 2 : 0);
};

/** One figure in both views at all sizes, drawn while it is seen. While its clothes are on the way it is shown in those of before. */
export function Figure({ label, sheet, look }: { label: string; sheet: string; look: Look }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = useSeen(canvas);
  const [dressed, setDressed] = useState<{ sheet: string; as: Dressed }>();
  const [failures, setFailures] = useState(0);
  // Not after the next frame: somebody waits.
  useLayoutEffect(() => {
    if (!seen) return;
    const gone = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const fineness = (Number(sizes[0]) / tall) * devicePixelRatio * spare;
    fetchText(sheet, gone.signal)
      .then((svg) => drawSheet(svg, fineness))
      .then((as) => gone.signal.aborted || setDressed({ sheet, as }))
      .catch((fault: unknown) => {
        if (gone.signal.aborted) return;
        console.warn('A figure could not be drawn; trying again.', fault);
        again = setTimeout(() => setFailures((so) => so + 1), retryAfter);
      });
    return () => {
      gone.abort();
      clearTimeout(again);
    };
  }, [sheet, seen, failures]);
  useLayoutEffect(() => {
    if (seen && dressed && canvas.current) draw(canvas.current, dressed.as, look);
  });
  return (
    <li aria-busy={seen && dressed?.sheet !== sheet}>
      <canvas ref={canvas} role="img" aria-label={label} style={extent(cellsOf(look.sizes))} />
    </li>
  );
}

interface Cell {
  view: ViewName;
  scale: number;
}

const cellsOf = (sizes: readonly Size[]): Cell[] =>
  sizes.flatMap((size) => views.map((view) => ({ view, scale: Number(size) / tall })));

/** CSS pixels of cells beside each other. */
const extent = (cells: readonly Cell[]) => ({
  width: cells.reduce((sum, { scale }) => sum + width * scale, 0),
  height: Math.max(0, ...cells.map(({ scale }) => height * scale)),
});

/** Whether something is on the screen, or nearly: what is not can wait. */
function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setSeen(entry!.isIntersecting));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return seen;
}

function draw(canvas: HTMLCanvasElement, dressed: Dressed, { pose, expression, mirror, ms, sizes }: Look): void {
  const cells = cellsOf(sizes);
  const { width: across, height: down } = extent(cells);
  canvas.width = Math.ceil(across * devicePixelRatio);
  canvas.height = Math.ceil(down * devicePixelRatio);
  const pen = canvas.getContext('2d')!;
  pen.scale(devicePixelRatio, devicePixelRatio);
  pen.imageSmoothingQuality = 'high';
  let x = 0;
  for (const { view, scale } of cells) {
    // All stand on one line.
    const at = [x + (rig.foot[0] - left) * scale, down - (top + height - rig.foot[1]) * scale] as const;
    drawFigure(pen, dressed, { view, mirror, pose, ms, expression, scale, at });
    x += width * scale;
  }
}
