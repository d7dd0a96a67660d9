import { useSignal } from '@preact/signals';
import { type Person, useOffice } from './office';
import { PersonPage } from './person';
import { useRead } from './read';

/** Who is here, and everybody else by name. */
export function People() {
  const office = useOffice();
  const id = office.person.value;
  return id ? <PersonPage key={id} id={id} /> : <Search />;
}

function Search() {
  const office = useOffice();
  const { words } = office;
  const text = useSignal('');
  const wanted = text.value.trim();
  const [found] = useRead<{ people: Person[] }>(`/admin/people?q=${encodeURIComponent(wanted)}`);
  return (
    <section class="sheet">
      <h2>{words.tabs.people}</h2>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text.value}
        onInput={(e) => (text.value = e.currentTarget.value)}
      />
      <h3>{wanted ? words.found : words.here}</h3>
      {found.value?.people.length === 0 && <p class="hint">{words.nobody}</p>}
      <ul class="cards">
        {found.value?.people.map((person) => (
          <li key={person.id}>
            <button type="button" class="office-card row-card" onClick={() => office.showPerson(person.id)}>
              <b dir="auto">{person.name}</b>
              <Facts person={person} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Role, where somebody is, and since when they are known. */
export function Facts({ person: { role, kind, room, since } }: { person: Person }) {
  const office = useOffice();
  const { words } = office;
  return (
    <small>
      {words.roles[role]}
      {kind === 'program' && ` · ${words.program}`} · {room ? words.inRoom(office.titleOf(room)) : words.outside} ·{' '}
      {words.since(office.when(since))}
    </small>
  );
}
