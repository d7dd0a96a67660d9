import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from '../avatar';
import { Icon } from '../icons';
import { LanguageSwitch } from '../language';
import { LookFields } from '../look';
import { useModel, useWords } from '../model';

const ages = ['adult', '16-17', 'under16'] as const;

/** What a stranger sees first: who they will be, and one button. */
export function EntryCard() {
  const { visit, world, room, look, known, prefs, screen, asksAge, pages, actions } = useModel();
  const words = useWords();
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { name, outfit } = look.value;
  const ready = visit.value === 'door' && name.trim() !== '' && outfit !== '';
  const title = world.view.value?.room.title ?? room.value?.title;
  const people = world.view.value ? world.count.value : room.value?.people;

  useEffect(() => {
    if (ready) button.current?.focus({ preventScroll: true });
  }, [visit.value === 'door' && outfit !== '']);

  const enter = (event: Event) => {
    event.preventDefault();
    if (ready && !asksAge.value) actions.enter();
  };
  return (
    <div class="card-place">
      <form class={editing ? 'card editing' : 'card'} onSubmit={enter} aria-labelledby="card-title">
        <Lanterns />
        <header>
          <p class="card-street">{words.street}</p>
          <h1 id="card-title">{title?.[prefs.lang.value] ?? ' '}</h1>
          <p class="card-lead" aria-live="polite">
            {visit.value === 'failed' ? words.failed : people === undefined ? ' ' : words.cardLead(people)}
          </p>
        </header>
        {editing ? (
          <LookFields look={look.value} change={(next) => (look.value = next)} />
        ) : (
          <div class="card-you">
            <span class="card-avatar">
              <Avatar outfit={outfit} />
            </span>
            <p class="card-name" dir="auto">
              <small>{known.value ? words.welcomeBack : words.you}</small>
              {name || ' '}
            </p>
            <button type="button" class="quiet" onClick={() => setEditing(true)}>
              <Icon name="edit" />
              {words.yourLook}
            </button>
          </div>
        )}
        {visit.value === 'failed' ? (
          <button type="button" class="main" onClick={() => actions.retry()}>
            {words.retry}
          </button>
        ) : asksAge.value && visit.value !== 'entering' ? (
          <fieldset class="ages">
            <legend>{words.howOld}</legend>
            {(asksAge.value === 'adults' ? (['adult'] as const) : ages).map((age) => (
              <button key={age} type="button" class="main" disabled={!ready} onClick={() => actions.enter(age)}>
                {words.ages[age]}
              </button>
            ))}
            <p class="hint">{asksAge.value === 'adults' ? words.adultsHint : words.agesHint}</p>
          </fieldset>
        ) : (
          <button ref={button} type="submit" class="main" disabled={!ready}>
            {visit.value === 'entering' ? words.comingIn : words.comeIn}
          </button>
        )}
        <footer>
          <span>{words.cardHint}</span>
          {world.me.value?.role !== 'guest' && world.me.value ? null : (
            <button type="button" class="quiet" onClick={() => (screen.desk.value = { kind: 'signIn' })}>
              <Icon name="key" />
              {words.signIn}
            </button>
          )}
          <LanguageSwitch prefs={prefs} />
          {pages.value.length > 0 && (
            <nav class="card-pages">
              {pages.value.map((page) => (
                <a key={page} href={`/house/${page}`} target="_blank" rel="noreferrer">
                  {words.pages[page as keyof typeof words.pages] ?? page}
                </a>
              ))}
            </nav>
          )}
        </footer>
      </form>
    </div>
  );
}

const lanterns = ['#ffc857', '#e8756a', '#5bb7c4', '#fff0c9', '#ffc857', '#e8756a', '#5bb7c4'];

/** A string of lanterns along the card's upper edge. */
function Lanterns() {
  return (
    <svg class="lanterns" viewBox="0 0 300 46" aria-hidden="true">
      <path d="M2 4Q150 44 298 4" />
      {lanterns.map((colour, i) => {
        const share = (i + 0.5) / lanterns.length;
        const x = 2 + share * 296;
        const y = 4 + 80 * share * (1 - share);
        return (
          <g key={i} transform={`translate(${x} ${y})`}>
            <path d="M0 0v4" />
            <ellipse cx="0" cy="11" rx="7" ry="7.5" fill={colour} />
            <path d="M-3.5 4h7M-3.5 18.2h7" />
          </g>
        );
      })}
    </svg>
  );
}
