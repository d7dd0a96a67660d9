import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { landing, type Row } from './order';

/** A row on its way to another place. */
export interface Drag {
  item: string;
  from: number;
  to: number;
  /** Pixels it was moved by. */
  by: number;
  rows: readonly Row[];
}

/** Pixels at the list's ends at which it scrolls along, and how fast. */
const edge = 36;
const pace = 8;

type GripEvent = PointerEvent & { currentTarget: HTMLElement };

/** Rows of a list dragged by their grips: by mouse, pen and finger alike. */
export function useDragging(
  list: RefObject<HTMLElement | null>,
  begin: () => void,
  drop: (item: string, to: number) => void,
) {
  const drag: Signal<Drag | undefined> = useSignal(undefined);
  const start = useRef(0);
  const scrolled = () => list.current?.scrollTop ?? 0;

  const lift = (item: string, from: number, e: GripEvent) => {
    if (e.button !== 0) return;
    const grip = e.currentTarget;
    grip.setPointerCapture(e.pointerId);
    start.current = e.clientY + scrolled();
    begin();
    // A frame later: what `begin` closes is gone then, and rows lie where they will lie.
    requestAnimationFrame(() => {
      if (!list.current || !grip.hasPointerCapture(e.pointerId)) return;
      const rows = [...list.current.children].map((el) => {
        const { offsetTop: top, offsetHeight: height } = el as HTMLElement;
        return { top, height };
      });
      drag.value = { item, from, to: from, by: 0, rows };
    });
  };
  const move = (e: PointerEvent) => {
    const now = drag.peek();
    const el = list.current;
    if (!now || !el) return;
    const box = el.getBoundingClientRect();
    if (e.clientY < box.top + edge) el.scrollTop -= pace;
    else if (e.clientY > box.bottom - edge) el.scrollTop += pace;
    const by = e.clientY + scrolled() - start.current;
    drag.value = { ...now, by, to: landing(now.rows, now.from, by) };
  };
  const end = (dropped: boolean) => {
    const now = drag.peek();
    drag.value = undefined;
    if (now && dropped && now.to !== now.from) drop(now.item, now.to);
  };
  const grip = (item: string, from: number) => ({
    onPointerDown: (e: GripEvent) => lift(item, from, e),
    onPointerMove: move,
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  });
  return { drag: drag.value, grip };
}
