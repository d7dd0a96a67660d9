import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Held } from '../screen';
import type { Petal, Rings } from './ring';
import { Slide } from './slide';

type Ref = { current: HTMLElement | null };

/** The focus goes into the wheel once it is `wanted`, and back to where it was when the wheel goes. */
export function useFocus(wheel: Ref, wanted: boolean, first: () => HTMLElement | null | undefined): void {
  const before = useRef(document.activeElement);
  useLayoutEffect(() => {
    if (wanted) first()?.focus({ preventScroll: true });
  }, [wanted]);
  useLayoutEffect(() => {
    const el = wheel.current;
    return () => {
      const now = document.activeElement;
      if (now && now !== document.body && !el?.contains(now)) return;
      const opener = before.current instanceof HTMLElement && before.current !== document.body ? before.current : null;
      const back = opener?.isConnected ? opener : document.querySelector<HTMLElement>('.scene');
      back?.focus({ preventScroll: true });
    };
  }, []);
}

/** A press beside the wheel or into its hole closes it; the button that opens it does that itself. */
export function useOutside(wheel: Ref, close: () => void): void {
  useLayoutEffect(() => {
    const away = (e: PointerEvent) => {
      const target = e.target as Element;
      const within = wheel.current?.contains(target) && !target.matches('.wheel-hole');
      if (!within && !target.closest('[aria-haspopup=menu]')) close();
    };
    addEventListener('pointerdown', away, true);
    return () => removeEventListener('pointerdown', away, true);
  }, []);
}

export interface Sliding {
  aim(petal: Petal | undefined): void;
  choose(petal: Petal): void;
  /** Released without a choice: the wheel waits for one. */
  stay(): void;
  close(): void;
}

/** Follows the finger that opened the wheel until it lets go. */
export function useHeld(wheel: Ref, held: Held | undefined, rings: Rings, sliding: Sliding): void {
  useLayoutEffect(() => {
    if (!held) return;
    const stop = new AbortController();
    const slide = new Slide(held.at);
    const aimOf = (e: PointerEvent) => {
      const { x, y, width, height } = wheel.current!.getBoundingClientRect();
      return slide.aim({ x: e.clientX, y: e.clientY }, { x: x + width / 2, y: y + height / 2 }, rings);
    };
    const move = (e: PointerEvent) => {
      const aim = aimOf(e);
      sliding.aim(aim === 'hole' ? undefined : aim);
    };
    const up = (e: PointerEvent) => {
      const aim = aimOf(e);
      if (aim === 'hole') sliding.stay();
      else if (aim) sliding.choose(aim);
      else sliding.close();
    };
    addEventListener('pointermove', move, stop);
    addEventListener('pointerup', up, stop);
    addEventListener('pointercancel', () => sliding.stay(), stop);
    return () => {
      stop.abort();
      sliding.aim(undefined);
    };
  }, [held, rings]);
}
