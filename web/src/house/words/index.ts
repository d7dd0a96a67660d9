import { useModel } from '../../ui/model';
import { en } from './en';
import { type HouseWords, ja } from './ja';

/** The texts of the house's dialogs in the language of the moment. */
export function useHouseWords(): HouseWords {
  return useModel().prefs.lang.value === 'ja' ? ja : en;
}
