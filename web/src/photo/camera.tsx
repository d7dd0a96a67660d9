import './style';
import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useModel } from '../ui/model';
import type { Taken } from './compose';
import { Finder } from './finder';
import type { Style } from './frames';
import type { CameraNeeds } from './needs';
import { Print } from './print';

/** The frame chosen last, for as long as the page lives. */
const style: Signal<Style> = signal('paper');

/** From the viewfinder to the finished photo and back, until it is closed. */
export function Camera({ needs }: { needs: CameraNeeds }) {
  const { finder } = useModel().screen;
  const [taken, setTaken] = useState<Taken>();
  const turn = (to: Taken | undefined) => {
    if (finder.peek()) finder.value = { ...finder.peek()!, taken: to !== undefined };
    setTaken(to);
  };
  useEffect(() => () => document.querySelector<HTMLElement>('.scene')?.focus({ preventScroll: true }), []);
  if (!taken) return <Finder needs={needs} style={style} done={turn} />;
  return <Print needs={needs} style={style} taken={taken} again={() => turn(undefined)} />;
}
