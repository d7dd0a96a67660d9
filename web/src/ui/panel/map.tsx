import { useEffect } from 'preact/hooks';
import type { RoomInfo } from '../../wire/types';
import { Icon } from '../icons';
import { useModel, useWords } from '../model';

/** The counts of the map are so many milliseconds old at the most. */
const refresh = 5000;

/** All rooms of the street, with the way into each. */
export function StreetMap() {
  const { rooms, actions } = useModel();
  useEffect(() => {
    actions.lookAround();
    const timer = setInterval(() => actions.lookAround(), refresh);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="panel-body lists">
      <ul class="rows">
        {rooms.value.map((room) => (
          <Room key={room.id} room={room} />
        ))}
      </ul>
    </div>
  );
}

function Room({ room: { id, title, people, capacity, full, more } }: { room: RoomInfo }) {
  const { world, actions, prefs } = useModel();
  const words = useWords();
  const name = title[prefs.lang.value];
  const view = world.view.value;
  const here = view?.room.id === id;
  const closed = full && !more;
  return (
    <li class="row" aria-current={here ? 'location' : undefined}>
      <span class={people > 0 ? 'spot taken' : 'spot'}>
        <Icon name="people" />
      </span>
      <span class="row-name">
        {name}
        <small>{words.peopleHere(here ? world.count.value : people, capacity)}</small>
      </span>
      {here ? (
        <small>{words.youAreHere}</small>
      ) : (
        <button
          type="button"
          class="small"
          disabled={closed}
          onClick={() => actions.travel(id)}
          aria-label={`${closed ? words.full : words.goThere}: ${name}`}
        >
          {closed ? words.full : words.goThere}
        </button>
      )}
    </li>
  );
}
