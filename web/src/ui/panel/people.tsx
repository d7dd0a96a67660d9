import type { PersonView, SeatView, VisitorID } from '../../wire/types';
import { Portrait } from '../avatar';
import { Icon, type IconName } from '../icons';
import { joinable } from '../joins';
import { useModel, useWords } from '../model';
import { GestureIcon } from '../wheel/drawings';

/** People, seats and exits as lists: everything of the scene for keyboard and screen reader. */
export function PeopleAndPlaces() {
  const { actions } = useModel();
  const words = useWords();
  return (
    <div class="panel-body lists">
      <People />
      <Seats />
      <Exits />
      <Works />
      <Kept list="ignored" title={words.ignoredList} end={words.heed} act={actions.heed} />
      <Kept list="blocked" title={words.blockedList} end={words.unblock} act={actions.unblock} />
    </div>
  );
}

function People() {
  const { world, screen } = useModel();
  const words = useWords();
  const me = world.me.value?.id;
  const mineFirst = [...world.people.value].sort((a, b) => Number(b.id === me) - Number(a.id === me));
  return (
    <section aria-label={words.people}>
      <ul class="rows">
        {mineFirst.map((person) => (
          <li key={person.id} class="row">
            <Portrait outfit={person.outfit} />
            <span class="row-name" dir="auto">
              {person.name}
              {person.id === me && <small>{words.you}</small>}
              {person.kind === 'program' && <small>{words.program}</small>}
              {world.typing.value.has(person.id) && <TypingDots />}
              <Doing person={person} />
            </span>
            {person.id === me ? (
              <Tool icon="edit" label={words.yourLook} act={() => (screen.panel.value = 'settings')} />
            ) : (
              <PersonTools person={person} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What somebody does. */
function Doing({ person: { doing } }: { person: PersonView }) {
  const words = useWords();
  if (!doing) return null;
  return (
    <small class="doing">
      <GestureIcon name={doing} />
      {words.doing[doing]}
    </small>
  );
}

function PersonTools({ person }: { person: PersonView }) {
  const { world, screen, actions } = useModel();
  const words = useWords();
  const { id, name } = person;
  const dance = joinable(person, world.self.value);
  return (
    <>
      {dance && <Tool icon="join" label={`${words.joinIn[dance]}: ${name}`} act={() => actions.express(dance)} />}
      <Tool icon="walk" label={`${words.approach}: ${name}`} act={() => actions.approach(id)} />
      <Tool icon="whisper" label={words.whisperTo(name)} act={() => (screen.whisperTo.value = id)} />
      {world.ignored.value.has(id) ? (
        <Tool icon="mute" pressed label={`${words.heed}: ${name}`} act={() => actions.heed(id)} />
      ) : (
        <Tool icon="mute" label={`${words.ignore}: ${name}`} act={() => actions.ignore(id, name)} />
      )}
      {world.blocked.value.has(id) ? (
        <Tool icon="block" pressed label={`${words.unblock}: ${name}`} act={() => actions.unblock(id)} />
      ) : (
        <Tool icon="block" label={`${words.block}: ${name}`} act={() => actions.block(id, name)} />
      )}
      <Tool
        icon="flag"
        label={`${words.report}: ${name}`}
        act={() => (screen.desk.value = { kind: 'report', who: id, name })}
      />
    </>
  );
}

function Seats() {
  const { world, places, prefs } = useModel();
  const words = useWords();
  const seats = world.view.value?.seats ?? [];
  const me = world.me.value?.id;
  const name = (id: string) => world.people.value.find((p) => p.id === id)?.name ?? '';
  const label = (id: string, i: number) =>
    places.value?.seats.find((s) => s.id === id)?.name[prefs.lang.value] ?? words.seat(i + 1);
  return (
    <section>
      <h3>{words.seats}</h3>
      <ul class="rows">
        {seats.map((seat, i) => (
          <li key={seat.id} class="row">
            <span class={seat.who ? 'spot taken' : 'spot'}>
              <Icon name="seat" />
            </span>
            <span class="row-name">
              {label(seat.id, i)}
              <small>
                {!seat.who ? words.seatFree : seat.who === me ? words.seatYours : words.seatOf(name(seat.who))}
              </small>
            </span>
            <SeatButton seat={seat} label={label(seat.id, i)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One button for both, so that it keeps the focus of whoever pressed it. */
function SeatButton({ seat: { id, who }, label }: { seat: SeatView; label: string }) {
  const { world, actions } = useModel();
  const words = useWords();
  const yours = who !== undefined && who === world.me.value?.id;
  if (who && !yours) return null;
  return (
    <button
      type="button"
      class="small"
      onClick={() => (yours ? actions.stand() : actions.sit(id))}
      aria-label={yours ? undefined : `${words.sit}: ${label}`}
    >
      {yours ? words.standUp : words.sit}
    </button>
  );
}

function Exits() {
  const { places, actions, prefs } = useModel();
  const words = useWords();
  const exits = places.value?.exits ?? [];
  if (exits.length === 0) return null;
  return (
    <section>
      <h3>{words.exits}</h3>
      <ul class="rows">
        {exits.map((exit) => {
          const label = exit.name[prefs.lang.value];
          return (
            <li key={exit.id} class="row">
              <span class="spot">
                <Icon name="exit" />
              </span>
              <span class="row-name">{label}</span>
              <button
                type="button"
                class="small"
                onClick={() => actions.goTo(exit.id)}
                aria-label={`${words.walkThere}: ${label}`}
              >
                {words.walkThere}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Works() {
  const { places, prefs } = useModel();
  const words = useWords();
  const works = places.value?.works ?? [];
  if (works.length === 0) return null;
  return (
    <section>
      <h3>{words.works}</h3>
      <ul class="rows">
        {works.map(({ id, name, author, license }) => (
          <li key={id} class="row">
            <span class="row-name">
              {name[prefs.lang.value]}
              <small dir="auto">{words.drawnBy(author, license)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those whom one keeps away and who are not here. */
function Kept({
  list,
  title,
  end,
  act,
}: {
  list: 'ignored' | 'blocked';
  title: string;
  end: string;
  act(who: VisitorID): void;
}) {
  const { world } = useModel();
  const here = new Set(world.people.value.map((p) => p.id));
  const elsewhere = [...world[list].value].filter(([id]) => !here.has(id));
  if (elsewhere.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="rows">
        {elsewhere.map(([id, name]) => (
          <li key={id} class="row">
            <span class="row-name" dir="auto">
              {name}
            </span>
            <button type="button" class="small" onClick={() => act(id)}>
              {end}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tool({ icon, label, act, pressed }: { icon: IconName; label: string; act(): void; pressed?: boolean }) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} aria-pressed={pressed} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

/** Three dots that say that somebody is writing. */
export function TypingDots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
