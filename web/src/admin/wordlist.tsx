import { useSignal, useSignalEffect } from '@preact/signals';
import { useOffice, type Word } from './office';
import { useRead } from './read';

const actions = ['mask', 'refuse', 'hold'] as const satisfies readonly Word['action'][];

/** What is not said in the house: a list for each of what then happens. */
export function WordList() {
  const office = useOffice();
  const { words } = office;
  const [list] = useRead<{ words: Word[] }>('/admin/words');
  const texts = useSignal<Record<Word['action'], string>>({ mask: '', refuse: '', hold: '' });
  useSignalEffect(() => {
    if (!list.value) return;
    const of = (action: Word['action']) =>
      list
        .value!.words.filter((w) => w.action === action)
        .map((w) => w.text)
        .join('\n');
    texts.value = { mask: of('mask'), refuse: of('refuse'), hold: of('hold') };
  });
  const save = (event: Event) => {
    event.preventDefault();
    void office.try(async () => {
      const all = actions.flatMap((action) =>
        texts.value[action]
          .split('\n')
          .map((text) => text.trim())
          .filter(Boolean)
          .map((text) => ({ text, action })),
      );
      await office.put('/admin/words', { words: all });
      office.say(words.saved);
    });
  };
  return (
    <form class="sheet office-form" onSubmit={save}>
      <h2>{words.tabs.words}</h2>
      <p class="hint">{words.wordsHint}</p>
      <div class="word-lists">
        {actions.map((action) => (
          <label key={action}>
            {words.actions[action]}
            <textarea
              rows={10}
              value={texts.value[action]}
              onInput={(e) => (texts.value = { ...texts.value, [action]: e.currentTarget.value })}
            />
          </label>
        ))}
      </div>
      <button type="submit" class="main">
        {words.save}
      </button>
    </form>
  );
}
