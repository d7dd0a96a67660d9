import { useSignal } from '@preact/signals';
import { comeAnew } from '../app/visited';
import { useModel } from '../ui/model';
import type { HouseNeeds } from './needs';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** Takes all that is known of oneself along, or has it forgotten. */
export function Own({ needs }: { needs: HouseNeeds }) {
  const { world } = useModel();
  const words = useHouseWords();
  const name = useSignal('');
  const [busy, run] = useWorking(needs);
  const take = run(async () => {
    const all = await needs.api.exportAll();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }));
    link.download = 'yokocho.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const erase = run(async () => {
    await needs.api.erase(name.value);
    comeAnew(false);
  });
  return (
    <section class="house-form">
      <h3>{words.own}</h3>
      <p class="hint">{words.ownHint}</p>
      <button type="button" class="small" disabled={busy} onClick={take}>
        {words.ownTake}
      </button>
      <details>
        <summary>{words.erase}</summary>
        <form class="house-form" onSubmit={erase}>
          <p class="hint">{words.eraseHint}</p>
          <label class="field">
            {words.eraseName(world.me.value?.name ?? '')}
            <input value={name.value} autocomplete="off" onInput={(e) => (name.value = e.currentTarget.value)} />
          </label>
          <button type="submit" class="small" disabled={busy || name.value !== world.me.value?.name}>
            {words.eraseDo}
          </button>
        </form>
      </details>
    </section>
  );
}
