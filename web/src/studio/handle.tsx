import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type Point, toFloor } from '../stage/floor';
import type { Lie } from '../world/scene';

/** A point of the floor that a designer moves: with the mouse or a finger, or by the arrow keys. */
export interface Grip {
  lie: ReadonlySignal<Lie | undefined>;
  origin: Point;
  /** It is on the way, or has arrived. */
  drag: (to: Point) => void;
  drop: (to: Point) => void;
}

/** Floor units of one arrow key, alone and with Shift. */
const fine = 1;
const coarse = 8;
const keys: Record<string, Point> = { ArrowRight: [1, -1], ArrowLeft: [-1, 1], ArrowDown: [1, 1], ArrowUp: [-1, -1] };

/** Half widths and heights in the picture. */
const sizes = { seat: [8, 8], approach: [13, 7], base: [7, 7] } as const;

interface Props extends Grip {
  kind: 'seat' | 'approach' | 'base';
  label: string;
  /** Where it is on the floor, and in the picture. */
  at: Point;
  place: Point;
}

export function Handle({ kind, label, at, place: [x, y], lie, origin, drag, drop }: Props) {
  /** Where it was taken along to, while it is held by a key or has left its place under a pointer. */
  const goal = useRef<Point | undefined>(undefined);
  /** From the pointer to the middle, since it was taken. */
  const grasp = useRef<Point>([0, 0]);
  const under = (e: PointerEvent & { currentTarget: SVGElement }): Point | undefined => {
    const now = lie.peek();
    if (!now) return undefined;
    const box = e.currentTarget.ownerSVGElement!.getBoundingClientRect();
    return toFloor(origin, (e.clientX - box.left - now.x) / now.scale, (e.clientY - box.top - now.y) / now.scale);
  };
  const take = (to: Point) => {
    goal.current = to;
    drag(to);
  };
  const settle = () => {
    const to = goal.current;
    goal.current = undefined;
    if (to) drop(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML has no buttons inside a drawing
    <ellipse
      class={`handle ${kind}`}
      cx={x}
      cy={y}
      rx={sizes[kind][0]}
      ry={sizes[kind][1]}
      role="button"
      tabindex={0} // of SVG: in lower case
      aria-label={label}
      onPointerDown={(e) => {
        const from = under(e);
        if (!from) return;
        grasp.current = [at[0] - from[0], at[1] - from[1]];
        e.currentTarget.setPointerCapture(e.pointerId);
      }}
      onPointerMove={(e) => {
        const to = e.currentTarget.hasPointerCapture(e.pointerId) && under(e);
        if (!to) return;
        const [fx, fy] = [Math.round(to[0] + grasp.current[0]), Math.round(to[1] + grasp.current[1])];
        if (goal.current || fx !== at[0] || fy !== at[1]) take([fx, fy]);
      }}
      onLostPointerCapture={settle}
      onKeyDown={(e) => {
        const step = keys[e.key];
        if (!step) return;
        e.preventDefault();
        const by = e.shiftKey ? coarse : fine;
        const [fx, fy] = goal.current ?? at;
        take([fx + step[0] * by, fy + step[1] * by]);
      }}
      onKeyUp={(e) => {
        if (keys[e.key]) settle();
      }}
      onBlur={settle}
    />
  );
}
