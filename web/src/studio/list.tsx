import { useEffect, useRef } from 'preact/hooks';
import type { Title } from '../wire/types';
import { useStudio, useStudioWords, useTitle } from './context';
import type { Kind } from './place';

/** Something to look at. */
export interface Entry {
  id: string;
  title: Title;
  own: boolean;
  faults: number;
}

/** Things to choose from. The arrow keys go through them. */
export function List({ kind, entries }: { kind: Kind; entries: readonly Entry[] }) {
  const { place } = useStudio();
  const words = useStudioWords();
  const title = useTitle();
  const list = useRef<HTMLUListElement>(null);
  const chosen = place.chosen[kind].value;
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const go = (e: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const at = entries.findIndex(({ id }) => id === chosen);
    const next = by && entries[at + by];
    if (!next) return;
    e.preventDefault();
    place.go(kind, next.id);
    list.current?.querySelectorAll('button')[at + by]?.focus();
  };
  return (
    <ul ref={list} class="entries" onKeyDown={go}>
      {entries.map(({ id, title: name, own, faults }) => (
        <li key={id}>
          <button
            type="button"
            class={own ? 'own' : ''}
            aria-current={id === chosen ? 'true' : undefined}
            title={own ? words.own : words.builtIn}
            onClick={() => place.go(kind, id)}
          >
            <span>{title(name)}</span>
            <small>{id}</small>
            {faults > 0 && (
              <b class="fault-count" title={words.faults(faults)}>
                {faults}
              </b>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
