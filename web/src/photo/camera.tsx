import './style';
import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Taken } from './compose';
import { Finder } from './finder';
import type { Style } from './frames';
import type { CameraNeeds } from './needs';
import { Print } from './print';

/** The frame chosen last, for as long as the page lives. */
const style: Signal<Style> = signal('paper');

/** From the viewfinder to the finished photo and back, until it is closed. */
export function Camera({ needs }: { needs: CameraNeeds }) {
  const [taken, setTaken] = useState<Taken>();
  useEffect(() => {
    const before = document.activeElement;
    // What had the focus is hidden behind the camera, and comes back only when it has gone.
    return () => void setTimeout(() => before instanceof HTMLElement && before.focus({ preventScroll: true }));
  }, []);
  if (!taken) return <Finder needs={needs} style={style} done={setTaken} />;
  return <Print needs={needs} style={style} taken={taken} again={() => setTaken(undefined)} />;
}
