import { isStrange } from '../world/select';
import { Icon } from './icons';
import { useModel, useWords } from './model';

/** Somebody one has never spoken with whispers: does one want to read it? It takes no focus, and is announced. */
export function Stranger() {
  const { world, acquainted, actions } = useModel();
  const words = useWords();
  const me = world.me.value?.id;
  const line = world.view.value?.lines.findLast(
    (l) => isStrange(l, l.who === me, acquainted.value) && !world.unheard.value.has(l.who),
  );
  return (
    <>
      <p class="unseen" role="status">
        {line && words.whisperAsks(line.name)}
      </p>
      {line && (
        <section class="asked stranger" role="dialog" aria-labelledby="stranger-title">
          <h2 id="stranger-title" dir="auto">
            <Icon name="whisper" />
            {words.whisperAsks(line.name)}
          </h2>
          <div class="asked-answers">
            <button type="button" class="main" onClick={() => actions.accept(line.who)}>
              {words.whisperAccept}
            </button>
            <button type="button" class="small" onClick={() => actions.ignore(line.who, line.name)}>
              {words.whisperIgnore}
            </button>
            <button type="button" class="small" onClick={() => actions.block(line.who, line.name)}>
              {words.block}
            </button>
          </div>
          <p class="hint">{words.whisperHint}</p>
        </section>
      )}
    </>
  );
}
