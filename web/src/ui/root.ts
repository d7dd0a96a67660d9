import { useLayoutEffect } from 'preact/hooks';
import type { Prefs } from './prefs';

/** Language, size of letters and motion, as preferred, for the whole page. */
export function useRoot({ lang, textSize, lessMotion }: Prefs): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = lang.value;
    root.style.setProperty('--text', String(textSize.value / 100));
    root.dataset.motion = lessMotion.value ? 'less' : 'full';
  }, [lang.value, textSize.value, lessMotion.value]);
}
