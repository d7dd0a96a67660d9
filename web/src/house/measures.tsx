import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { useModel } from '../ui/model';
import { Quoted } from '../ui/quoted';
import type { Measure } from '../wire/types';
import { unread } from '../world/measures';
import type { HouseNeeds } from './needs';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** What staff has to say to oneself, and what one has to say to that. */
export function Measures({ needs, close }: { needs: HouseNeeds; close(): void }) {
  const { world } = useModel();
  const words = useHouseWords();
  const [, run] = useWorking(needs);
  const read = async () => {
    world.measures.value = await needs.api.measures();
  };
  // Whoever is banned learns it here alone.
  useEffect(() => run(read)(), []);
  const understood = () => {
    run(async () => {
      for (const { id } of world.measures.peek().filter(unread)) await needs.api.seeMeasure(id);
      await read();
    })();
    close();
  };
  return (
    <Dialog title={words.measuresTitle} close={understood}>
      {world.measures.value.length === 0 && <p class="hint">{words.noMeasures}</p>}
      <ul class="house-list">
        {world.measures.value.map((measure) => (
          <One key={measure.id} measure={measure} needs={needs} read={read} />
        ))}
      </ul>
      <button type="button" class="main" onClick={understood}>
        {words.understood}
      </button>
    </Dialog>
  );
}

function One({ measure, needs, read }: { measure: Measure; needs: HouseNeeds; read(): Promise<void> }) {
  const { prefs, now } = useModel();
  const words = useHouseWords();
  const text = useSignal('');
  const [busy, run] = useWorking(needs);
  const { id, kind, reason, until, lifted, appeal, answer } = measure;
  const when = (at: number) =>
    new Date(at).toLocaleString(prefs.lang.value, { dateStyle: 'medium', timeStyle: 'short' });
  const lasts = lifted
    ? words.lifted
    : kind === 'warn'
      ? when(measure.at)
      : !until
        ? words.forGood
        : until < now()
          ? words.over
          : words.until(when(until));
  const plead = run(async () => {
    await needs.api.plead(id, text.value);
    await read();
  });
  return (
    <li>
      <span class="row-head">
        <b>{words.kinds[kind]}</b>
        <small>{lasts}</small>
      </span>
      <p dir="auto">{reason}</p>
      <Quoted by={words.appealed} text={appeal} />
      <Quoted by={words.answered} text={answer} />
      {!appeal && !lifted && (
        <details>
          <summary>{words.appeal}</summary>
          <form class="house-form" onSubmit={plead}>
            <textarea
              aria-label={words.appeal}
              maxLength={500}
              value={text.value}
              onInput={(e) => (text.value = e.currentTarget.value)}
            />
            <button type="submit" class="small" disabled={busy || !text.value.trim()}>
              {words.appealSend}
            </button>
          </form>
        </details>
      )}
    </li>
  );
}
