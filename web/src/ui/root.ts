import { useLayoutEffect } from 'preact/hooks';
import { useModel } from './model';

/** Language, size of letters and motion, as preferred, for the whole page. */
export function useRoot(): void {
  const { lang, textSize, lessMotion } = useModel().prefs;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = lang.value;
    root.style.setProperty('--text', String(textSize.value / 100));
    root.dataset.motion = lessMotion.value ? 'less' : 'full';
  }, [lang.value, textSize.value, lessMotion.value]);
}
