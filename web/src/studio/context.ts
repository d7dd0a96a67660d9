import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Prefs } from '../ui/prefs';
import type { Title } from '../wire/types';
import type { Desk } from './desk';
import type { Place } from './place';
import { en } from './words/en';
import { ja } from './words/ja';

export interface Studio {
  desk: Desk;
  place: Place;
  prefs: Prefs;
  /** One may only look. */
  shared: boolean;
}

export const StudioContext = createContext<Studio | undefined>(undefined);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('useStudio stands outside of StudioContext');
  return studio;
}

/** The studio's texts in the language of the moment. */
export function useStudioWords() {
  return useStudio().prefs.lang.value === 'ja' ? ja : en;
}

/** A name in the language of the moment. */
export function useTitle(): (title: Title) => string {
  const lang = useStudio().prefs.lang.value;
  return (title) => title[lang];
}
