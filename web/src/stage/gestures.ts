import type { Point } from './floor';
import { Hold } from './hold';

/** What fingers, the mouse and the wheel do to a scene; points are CSS pixels from the element's top left. */
export interface Handlers {
  tap(at: Point): void;
  doubleTap(): void;
  pan(dx: number, dy: number): void;
  pinch(at: Point, factor: number): void;
  /** The mouse is over a point, or left. */
  hover(at: Point | undefined): void;
  /** Whether something can be held at a point. */
  holds(at: Point): boolean;
  /** A press rests where something can be held; undefined when it does no more. */
  rest(at: Point | undefined): void;
  /** It rested long enough: what this press does from here on (`down`) is no tap and no pan. Or the other button was pressed. */
  hold(at: Point, down: boolean): void;
}

/** Movement below this is still a tap; taps closer than these are a double tap. */
const SLOP = 9;
const DOUBLE_MS = 300;
const DOUBLE_PX = 32;

/** Listens on an element; the returned function stops it. */
export function listen(element: HTMLElement, handlers: Handlers): () => void {
  const down = new Map<number, Point>();
  let start: Point | undefined;
  let dragging = false;
  let pointer = '';
  let last: { at: Point; time: number } | undefined;
  const hold = new Hold(handlers.rest, (at) => {
    down.clear();
    last = undefined;
    handlers.hold(at, true);
  });
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, react: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, react, { signal: stop.signal, passive: false });
  const place = (event: MouseEvent): Point => [event.offsetX, event.offsetY];

  on('pointerdown', (event) => {
    pointer = event.pointerType;
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 1) {
      start = place(event);
      dragging = false;
      if (handlers.holds(start)) hold.begin(start);
    } else {
      dragging = true;
      hold.end();
    }
  });
  on('pointermove', (event) => {
    const at = place(event);
    const was = down.get(event.pointerId);
    if (!was) {
      if (event.pointerType === 'mouse') handlers.hover(at);
      return;
    }
    hold.move(at);
    if (down.size === 2) spread(down, event.pointerId, at, handlers);
    else if (dragging || (start && Math.hypot(at[0] - start[0], at[1] - start[1]) > SLOP)) {
      dragging = true;
      handlers.pan(at[0] - was[0], at[1] - was[1]);
    } else return;
    down.set(event.pointerId, at);
  });
  on('pointerup', (event) => {
    hold.end();
    if (!down.delete(event.pointerId) || dragging || down.size > 0) return;
    const at = place(event);
    const again = last !== undefined && event.timeStamp - last.time < DOUBLE_MS && apart(at, last.at) < DOUBLE_PX;
    last = again ? undefined : { at, time: event.timeStamp };
    if (again) handlers.doubleTap();
    else handlers.tap(at);
  });
  on('pointercancel', (event) => {
    hold.end();
    down.delete(event.pointerId);
  });
  on('contextmenu', (event) => {
    const at = place(event);
    if (!handlers.holds(at)) return;
    event.preventDefault();
    // A finger that rests asks for the browser's menu, too: for it the hold is on its way.
    if (pointer !== 'mouse') return;
    hold.end();
    down.clear();
    handlers.hold(at, false);
  });
  on('pointerleave', () => handlers.hover(undefined));
  on('wheel', (event) => {
    event.preventDefault();
    handlers.pinch(place(event), Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0015 : 0.04)));
  });
  return () => {
    stop.abort();
    hold.end();
  };
}

/** Two fingers: the picture follows their middle and their distance. */
function spread(down: Map<number, Point>, moved: number, at: Point, handlers: Handlers): void {
  const was = down.get(moved)!;
  const other = [...down].find(([id]) => id !== moved)![1];
  const centre: Point = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
  handlers.pan((at[0] - was[0]) / 2, (at[1] - was[1]) / 2);
  const before = apart(was, other);
  if (before > 0) handlers.pinch(centre, apart(at, other) / before);
}

const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
