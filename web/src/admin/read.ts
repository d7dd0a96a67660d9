import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useOffice } from './office';

/** What the server has at a path, and how it is read again. */
export function useRead<T>(path: string): [Signal<T | undefined>, () => Promise<void>] {
  const office = useOffice();
  const read = useSignal<T | undefined>(undefined);
  const again = async () => {
    const answer = await office.try(() => office.get<T>(path));
    if (answer !== undefined) read.value = answer;
  };
  useEffect(() => void again(), [path]);
  return [read, again];
}
