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

interface Props extends Grip {
  kind: 'at' | 'approach';
  label: string;
  /** Where it is on the floor, and in the picture. */
  at: Point;
  place: Point;
}

export function Handle({ kind, label, at, place: [x, y], lie, origin, drag, drop }: Props) {
  const goal = useRef(at);
  goal.current = at;
  const under = (e: PointerEvent & { currentTarget: SVGElement }): Point | undefined => {
    const now = lie.peek();
    if (!now) return undefined;
    const box = e.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const [fx, fy] = toFloor(
      origin,
      (e.clientX - box.left - now.x) / now.scale,
      (e.clientY - box.top - now.y) / now.scale,
    );
    return [Math.round(fx), Math.round(fy)];
  };
  const held = (e: PointerEvent & { currentTarget: SVGElement }) => e.currentTarget.hasPointerCapture(e.pointerId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML has no buttons inside a drawing
    <ellipse
      class={`handle ${kind}`}
      cx={x}
      cy={y}
      rx={kind === 'at' ? 8 : 13}
      ry={kind === 'at' ? 8 : 7}
      role="button"
      tabindex={0} // of SVG: in lower case
      aria-label={label}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={(e) => {
        const to = held(e) && under(e);
        if (to) drag(to);
      }}
      onPointerUp={(e) => {
        const to = held(e) && under(e);
        if (to) drop(to);
      }}
      onKeyDown={(e) => {
        const step = keys[e.key];
        if (!step) return;
        e.preventDefault();
        const by = e.shiftKey ? coarse : fine;
        goal.current = [goal.current[0] + step[0] * by, goal.current[1] + step[1] * by];
        drag(goal.current);
      }}
      onKeyUp={(e) => {
        if (keys[e.key]) drop(goal.current);
      }}
    />
  );
}
