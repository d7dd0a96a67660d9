import type { Signal } from '@preact/signals';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { type Style, styles } from './frames';
import { usePhotoWords } from './words';

/** What is written on the photo, and what surrounds it. */
export function Choices({ style }: { style: Signal<Style> }) {
  const { screen } = useModel();
  const words = usePhotoWords();
  const finder = screen.finder.value;
  if (!finder) return null;
  const toggle = (what: 'names' | 'bubbles') => {
    screen.finder.value = { ...finder, [what]: !finder[what] };
  };
  return (
    <div class="photo-choices">
      <span class="photo-toggles">
        <button type="button" class="small" aria-pressed={finder.names} onClick={() => toggle('names')}>
          <Icon name="tag" />
          {words.names}
        </button>
        <button type="button" class="small" aria-pressed={finder.bubbles} onClick={() => toggle('bubbles')}>
          <Icon name="log" />
          {words.bubbles}
        </button>
      </span>
      <fieldset class="switch">
        <legend class="unseen">{words.frame}</legend>
        {styles.map((one) => (
          <button key={one} type="button" aria-pressed={style.value === one} onClick={() => (style.value = one)}>
            {words.styles[one]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
