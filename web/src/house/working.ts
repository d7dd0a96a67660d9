import { useState } from 'preact/hooks';
import type { HouseNeeds } from './needs';

/** Does one thing at a time, and says so when it is refused. */
export function useWorking({ visit }: HouseNeeds): [boolean, (work: () => Promise<void>) => (event?: Event) => void] {
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    work()
      .catch((error) => {
        // Whoever closes the device's own dialog has changed their mind.
        if (!(error instanceof DOMException)) visit.complain(error);
      })
      .finally(() => setBusy(false));
  };
  return [busy, run];
}
