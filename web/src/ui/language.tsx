import type { Lang } from '../wire/types';
import { useModel, useWords } from './model';

const names: Record<Lang, string> = { ja: '日本語', en: 'English' };

/** The two languages, to be chosen by hand. */
export function LanguageSwitch() {
  const { prefs } = useModel();
  const words = useWords();
  return (
    <fieldset class="switch">
      <legend class="unseen">{words.language}</legend>
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
