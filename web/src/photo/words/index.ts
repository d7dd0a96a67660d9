import { useModel } from '../../ui/model';
import { en } from './en';
import { ja, type PhotoWords } from './ja';

/** The camera's texts in the language of the moment. */
export function usePhotoWords(): PhotoWords {
  return useModel().prefs.lang.value === 'ja' ? ja : en;
}
