import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useModel } from '../ui/model';
import type { Passkey } from '../wire/types';
import type { HouseNeeds } from './needs';
import { makePasskey, passkeysWork } from './passkey';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** The passkeys one has, and the way to another one. */
export function Passkeys({ needs }: { needs: HouseNeeds }) {
  const { prefs } = useModel();
  const words = useHouseWords();
  const list = useSignal<readonly Passkey[]>([]);
  const [busy, run] = useWorking(needs);
  const read = async () => {
    list.value = await needs.api.passkeys();
  };
  useEffect(() => run(read)(), []);
  if (!passkeysWork()) return null;
  const when = (at: number) => new Date(at).toLocaleDateString(prefs.lang.value, { dateStyle: 'medium' });
  return (
    <section class="house-form">
      <h3>{words.passkeys}</h3>
      <p class="hint">{words.passkeysHint}</p>
      <ul class="house-list">
        {list.value.map(({ id, name, since }) => (
          <li key={id}>
            <span class="row-head">
              <b>{name || words.somewhere}</b>
              <small>{words.since(when(since))}</small>
              <button
                type="button"
                class="small"
                disabled={busy}
                onClick={run(async () => {
                  await needs.api.dropPasskey(id);
                  await read();
                })}
              >
                {words.passkeyDrop}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="small"
        disabled={busy}
        onClick={run(async () => {
          const made = await makePasskey(await needs.api.beginPasskey());
          needs.visit.know(await needs.api.addPasskey(made));
          await read();
        })}
      >
        {words.passkeyAdd}
      </button>
    </section>
  );
}
