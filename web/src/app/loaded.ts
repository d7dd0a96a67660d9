import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component that is loaded when it is wanted. */
export function useLoaded<Props>(
  wanted: boolean,
  load: () => Promise<FunctionComponent<Props>>,
  failed: () => void,
): FunctionComponent<Props> | undefined {
  const [loaded, setLoaded] = useState<FunctionComponent<Props>>();
  useEffect(() => {
    if (!wanted || loaded) return;
    load().then(
      (component) => setLoaded(() => component),
      (fault: unknown) => {
        console.error(fault);
        failed();
      },
    );
  }, [wanted]);
  return loaded;
}
