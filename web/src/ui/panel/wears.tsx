import { useEffect, useState } from 'preact/hooks';
import type { Credit } from '../../wire/types';
import { Portrait } from '../avatar';
import { useModel, useWords } from '../model';

/** What somebody wears, and who drew it under which licence. */
export function Wears() {
  const { screen, world, prefs, actions } = useModel();
  const words = useWords();
  const person = world.people.value.find(({ id }) => id === screen.wearer.value);
  const outfit = person?.outfit;
  const [of, setOf] = useState<{ outfit: string; credits: readonly Credit[] }>();
  useEffect(() => {
    if (!outfit) return;
    let wanted = true;
    void actions.credits(outfit).then((credits) => wanted && credits && setOf({ outfit, credits }));
    return () => {
      wanted = false;
    };
  }, [outfit]);
  if (!person) return null;
  return (
    <div class="panel-body lists" aria-busy={of?.outfit !== outfit}>
      <p class="row">
        <Portrait outfit={outfit} />
        <b class="row-name" dir="auto">
          {person.name}
        </b>
      </p>
      <ul class="rows">
        {of?.credits.map(({ item, name, author, license }, i) => (
          <li key={`${item}-${i}`} class="row">
            <span class="row-name">
              {name[prefs.lang.value]}
              <small dir="auto">{words.drawnBy(author, license)}</small>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
