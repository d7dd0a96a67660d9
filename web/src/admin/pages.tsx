import { useSignal, useSignalEffect } from '@preact/signals';
import { type HousePages, useOffice } from './office';
import { useRead } from './read';

const names = ['terms', 'privacy', 'rules', 'imprint'] as const;
const langs = ['ja', 'en'] as const;

/** What the house has to say: plain text, in two languages. */
export function Pages() {
  const office = useOffice();
  const { words } = office;
  const [kept] = useRead<HousePages>('/admin/pages');
  const pages = useSignal<HousePages['pages']>({});
  useSignalEffect(() => {
    if (kept.value) pages.value = kept.value.pages;
  });
  const save = (event: Event) => {
    event.preventDefault();
    void office.try(async () => {
      await office.put('/admin/pages', { pages: pages.value });
      office.say(words.saved);
    });
  };
  return (
    <form class="sheet office-form" onSubmit={save}>
      <h2>{words.tabs.pages}</h2>
      <p class="hint">{words.pagesHint}</p>
      {names.map((name) => (
        <fieldset key={name}>
          <legend>{office.prefs.words.value.pages[name]}</legend>
          <div class="word-lists">
            {langs.map((lang) => (
              <label key={lang} lang={lang}>
                {lang === 'ja' ? '日本語' : 'English'}
                <textarea
                  rows={6}
                  disabled={!office.operator}
                  value={pages.value[name]?.[lang] ?? ''}
                  onInput={(e) => {
                    const before = pages.value[name] ?? { ja: '', en: '' };
                    pages.value = { ...pages.value, [name]: { ...before, [lang]: e.currentTarget.value } };
                  }}
                />
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <button type="submit" class="main" disabled={!office.operator}>
        {words.save}
      </button>
    </form>
  );
}
