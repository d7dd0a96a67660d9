import type { Lang } from '../wire/types';
import type { Prefs } from './prefs';

const names: Record<Lang, string> = { ja: '日本語', en: 'English' };

/** The two languages, to be chosen by hand. */
export function LanguageSwitch({ prefs }: { prefs: Prefs }) {
  return (
    <fieldset class="switch">
      <legend class="unseen">{prefs.words.value.language}</legend>
      {(Object.keys(names) as Lang[]).map((lang) => (
        <button
          key={lang}
          type="button"
          lang={lang}
          aria-pressed={prefs.lang.value === lang}
          onClick={() => {
            prefs.lang.value = lang;
          }}
        >
          {names[lang]}
        </button>
      ))}
    </fieldset>
  );
}
