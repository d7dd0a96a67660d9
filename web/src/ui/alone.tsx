import { useEffect, useState } from 'preact/hooks';
import type { Millis, RoomID, RoomInfo } from '../wire/types';
import { Portrait } from './avatar';
import { Icon } from './icons';
import { useModel, useWords } from './model';

/** So many of those who were here lately are named. */
const named = 3;
const minute = 60_000;

/** A quiet note for whoever is alone in a room: who was here, and where the others are. */
export function Alone() {
  const { world, rooms, crossing, prefs, actions, now } = useModel();
  const words = useWords();
  const [closed, setClosed] = useState<RoomID>();
  const [, pass] = useState(0);
  const view = world.view.value;
  const me = world.me.value?.id;
  const alone = view?.people.every(({ id, kind }) => id === me || kind === 'program') ?? false;
  useEffect(() => {
    if (!alone) return;
    const timer = setInterval(() => {
      actions.lookAround();
      pass((so) => so + 1);
    }, minute);
    return () => clearInterval(timer);
  }, [alone]);
  if (!view || !alone || crossing.value || closed === view.room.id) return null;
  const { lang } = prefs;
  const gone = view.lately
    .filter(({ who, name }) => name && who !== me && !world.unheard.value.has(who))
    .slice(0, named);
  const others = liveliest(rooms.value, view.room.id);
  return (
    <section class="alone" aria-label={words.alone}>
      <p class="alone-title">
        <span role="status">{words.alone}</span>
        <button type="button" class="tiny" aria-label={words.close} onClick={() => setClosed(view.room.id)}>
          <Icon name="close" />
        </button>
      </p>
      {gone.length > 0 && (
        <ul>
          {gone.map(({ who, name, outfit, at }) => (
            <li key={who}>
              <Portrait outfit={outfit} />
              <b dir="auto">{name}</b>
              <small>{ago(now() - at, lang.value)}</small>
            </li>
          ))}
        </ul>
      )}
      {others ? (
        <button type="button" class="small" onClick={() => actions.travel(others.id)}>
          {words.others(others.title[lang.value], others.people)}
        </button>
      ) : (
        <p class="hint">{words.firstHere}</p>
      )}
    </section>
  );
}

/** The room with the most people that has a place for one more. */
function liveliest(rooms: readonly RoomInfo[], here: RoomID): RoomInfo | undefined {
  const roomy = rooms.filter(({ id, people, full }) => id !== here && people > 0 && !full);
  return roomy.sort((a, b) => b.people - a.people)[0];
}

function ago(ms: Millis, lang: string): string {
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' });
  const minutes = Math.max(0, Math.round(ms / minute));
  if (minutes === 0) return words.format(0, 'second');
  return minutes < 60 ? words.format(-minutes, 'minute') : words.format(-Math.round(minutes / 60), 'hour');
}
