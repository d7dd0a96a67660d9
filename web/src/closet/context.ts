import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Studio } from './studio';

export const StudioContext = createContext<Studio | undefined>(undefined);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('useStudio stands outside of StudioContext');
  return studio;
}

/** The closet's texts in the language of the moment. */
export function useClosetWords() {
  return useStudio().words.value;
}
