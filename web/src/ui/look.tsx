import { useId } from 'preact/hooks';
import { Avatar } from './avatar';
import { Icon } from './icons';
import type { Look } from './model';
import { useModel, useWords } from './model';

const nameAtMost = 24;

/** Name and avatar, to be changed. */
export function LookFields({ look, change }: { look: Look; change(look: Look): void }) {
  const { catalogue, prefs, actions, visit } = useModel();
  const words = useWords();
  const id = useId();
  return (
    <div class="look">
      <label class="field" for={id}>
        <span>{words.name}</span>
        <span class="name-row">
          <input
            id={id}
            value={look.name}
            maxLength={nameAtMost}
            autocomplete="nickname"
            dir="auto"
            onInput={(e) => change({ ...look, name: e.currentTarget.value })}
          />
          {visit.value !== 'inside' && (
            <button
              type="button"
              class="round"
              onClick={() => actions.drawName()}
              aria-label={words.anotherName}
              title={words.anotherName}
            >
              <Icon name="dice" />
            </button>
          )}
        </span>
      </label>
      <fieldset class="picker">
        <legend>{words.chooseAvatar}</legend>
        <div class="picker-grid">
          {catalogue.value?.outfits.map((outfit) => (
            <label key={outfit.id} class="pick" title={outfit.name[prefs.lang.value]}>
              <input
                type="radio"
                name={`${id}-outfit`}
                checked={outfit.hash === look.outfit}
                onChange={() => change({ ...look, outfit: outfit.hash })}
                aria-label={outfit.name[prefs.lang.value]}
              />
              <Avatar outfit={outfit.hash} />
            </label>
          ))}
        </div>
        <button type="button" class="small own-look" onClick={() => actions.openPage('closet')}>
          <Icon name="hanger" />
          {visit.value === 'inside' ? words.changeClothes : words.makeYourOwn}
        </button>
      </fieldset>
    </div>
  );
}
