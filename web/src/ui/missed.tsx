import { useEffect, useRef } from 'preact/hooks';
import { isStrange } from '../world/select';
import { Portrait } from './avatar';
import { Time } from './chat/log';
import { Icon } from './icons';
import { useModel, useWords } from './model';

/** So many of the missed lines are shown; the log has the rest. */
const shown = 5;

/** What was said while one was away. */
export function Missed() {
  const { missed, world, screen, acquainted } = useModel();
  const words = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const lines = missed.value;
  const open = lines.length > 0;
  useEffect(() => {
    if (open) button.current?.focus({ preventScroll: true });
  }, [open]);
  if (!open) return null;
  const close = () => {
    missed.value = [];
  };
  return (
    <section
      class="missed"
      role="dialog"
      aria-label={words.missedTitle}
      onKeyDown={(e) => {
        if (e.key === 'Escape') close();
      }}
    >
      <header>
        <h2>{words.missedTitle}</h2>
        <button type="button" class="tiny" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <p class="hint">{words.missedLead(lines.length)}</p>
      <ul>
        {lines.slice(-shown).map((line) => (
          <li key={line.position} class={line.to ? 'whispered' : ''}>
            <Portrait outfit={world.people.value.find((p) => p.id === line.who)?.outfit} />
            <span>
              <b dir="auto">{line.name}</b> <Time at={line.at} />
              <span class="missed-text" dir="auto" lang={line.lang}>
                {isStrange(line, line.who === world.me.value?.id, acquainted.value)
                  ? words.whisperAsks(line.name)
                  : line.text}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <button
        ref={button}
        type="button"
        class="main"
        onClick={() => {
          close();
          screen.panel.value = 'log';
        }}
      >
        {words.missedOpen}
      </button>
    </section>
  );
}
