import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box, Spot } from '../../world/scene';
import { type Model, useModel } from '../model';
import { placeWheel, type Rings, ringsIn, roomy } from './ring';

/** Keeps the wheel around oneself, as large as the window lets it be. */
export function useAround(wheel: { current: HTMLElement | null }): Rings {
  const model = useModel();
  const [rings, setRings] = useState(() => ringsIn(boundsOf(model)));
  const last = useRef<Spot | undefined>(undefined);
  const put = () => {
    const el = wheel.current;
    // Under a finger nothing moves.
    if (!el || (last.current && model.screen.wheel.peek()?.held)) return;
    const bounds = boundsOf(model);
    const fitting = ringsIn(bounds);
    if (fitting.gestures !== rings.gestures) setRings(fitting);
    const middle = { x: bounds.x + bounds.w / 2, y: bounds.y + bounds.h / 2, w: 0, h: 0 };
    const self = model.sights.anchors().get(model.world.me.peek()?.id ?? '');
    const spot = placeWheel(self?.visible ? self.face : middle, bounds, fitting, last.current);
    if (spot === last.current) return;
    last.current = spot;
    // Its middle, whatever its size is going to be.
    el.style.translate = `calc(${Math.round(spot.x)}px - 50%) calc(${Math.round(spot.y)}px - 50%)`;
  };
  useLayoutEffect(put, [rings]);
  useEffect(() => model.sights.onFrame(put), [rings]);
  return rings;
}

/** What the keyboard leaves of the window; the chat bar's room, too, where there is little. */
function boundsOf({ screen, sights }: Model): Box {
  const seen = sights.camera();
  return seen.h < roomy ? { ...seen, h: seen.h + screen.barHeight.peek() } : seen;
}
