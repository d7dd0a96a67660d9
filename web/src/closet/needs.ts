import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Api } from '../net/api';
import type { Look } from '../ui/model';
import type { OutfitHash } from '../wire/types';

/** What the closet needs of the app around it. */
export interface ClosetNeeds {
  api: Pick<
    Api,
    | 'wardrobe'
    | 'fit'
    | 'keepOutfit'
    | 'recipe'
    | 'sheet'
    | 'looks'
    | 'saveLook'
    | 'renameLook'
    | 'dropLook'
    | 'sharePicture'
  >;
  route: {
    /** The shared look of page `look`. */
    look: ReadonlySignal<OutfitHash | undefined>;
  };
  visit: {
    look: Signal<Look>;
    /** Another number as soon as the wardrobe was drawn anew. */
    redrawn: ReadonlySignal<number>;
    /** Becomes a visitor, for what only visitors may do; false when that did not work. */
    introduce(): Promise<boolean>;
    wear(outfit: OutfitHash): Promise<boolean>;
  };
}
