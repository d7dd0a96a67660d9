import { useEffect, useRef } from 'preact/hooks';

/** Keys pressed anywhere but in a field, before the street hears of them: true keeps them from it. */
export function useKeysFirst(press: (key: string) => boolean): void {
  const newest = useRef(press);
  newest.current = press;
  useEffect(() => {
    const down = (e: KeyboardEvent) => {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
      if ((e.target as HTMLElement).matches('input, textarea') || !newest.current(e.key)) return;
      e.preventDefault();
      e.stopPropagation();
    };
    addEventListener('keydown', down, true);
    return () => removeEventListener('keydown', down, true);
  }, []);
}
