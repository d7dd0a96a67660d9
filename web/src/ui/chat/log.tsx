import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LineView, Millis } from '../../wire/types';
import { atOf, entries, isStrange, linesSince, ownLast, positionOf } from '../../world/select';
import type { Note } from '../../world/world';
import { Portrait } from '../avatar';
import { Icon } from '../icons';
import { useModel, useWords } from '../model';
import { GestureIcon } from '../wheel/drawings';
import type { Words } from '../words/ja';
import { Linked } from './linked';

/** Nearer to the end than that counts as at the end. */
const nearEnd = 40;

/** Everything said, oldest first; it follows the newest line unless one has scrolled back. */
export function Log({ shown }: { shown: boolean }) {
  const { world, page, readUntil, actions, prefs, screen } = useModel();
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  // Where the unread begins: where one stopped reading last, by closing the log, scrolling back or looking away.
  const [mark, setMark] = useState<Millis>();
  const reading = shown && following && screen.seen.value && !page.value;
  const lines = world.view.value?.lines ?? [];
  const all = entries(lines, world.notes.value, world.unheard.value);
  const last = all.at(-1);
  const me = world.me.value?.id;
  const newest = ownLast(lines, me)?.position;
  const firstUnread =
    mark === undefined ? undefined : all.find((e) => e.kind === 'line' && e.line.at > mark && e.line.who !== me);

  useEffect(() => {
    const { lines = [] } = world.view.peek() ?? {};
    const began = readUntil.peek();
    if (!reading) setMark(began);
    else if (linesSince(lines, began, me, world.unheard.peek()).length === 0) setMark(undefined);
  }, [reading]);
  useEffect(() => {
    if (shown) setFollowing(true);
  }, [shown]);
  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el || !reading) return;
    el.scrollTop = el.scrollHeight;
    actions.read();
  }, [reading, last && positionOf(last), prefs.textSize.value]);

  let day = '';
  return (
    <div class="log">
      <div
        ref={scroller}
        class="log-lines"
        role="log"
        aria-label={words.log}
        aria-live="polite"
        tabIndex={shown ? 0 : -1}
        onScroll={(e) => {
          const el = e.currentTarget;
          setFollowing(el.scrollHeight - el.scrollTop - el.clientHeight < nearEnd);
        }}
      >
        {all.length === 0 && <p class="log-empty">{words.logEmpty}</p>}
        {all.map((entry) => {
          const its = dayOf(atOf(entry), prefs.lang.value);
          const turned = its !== day;
          day = its;
          return (
            <div key={positionOf(entry)} class="entry">
              {turned && <p class="day">{its}</p>}
              {entry === firstUnread && <p class="unread-mark">{words.newLines}</p>}
              {entry.kind === 'note' ? (
                <NoteRow note={entry.note} />
              ) : (
                <LineRow line={entry.line} mine={entry.line.who === me} newest={entry.line.position === newest} />
              )}
            </div>
          );
        })}
      </div>
      {!following && (
        <button type="button" class="to-newest" onClick={() => setFollowing(true)}>
          <Icon name="down" />
          {words.toNewest}
        </button>
      )}
    </div>
  );
}

function NoteRow({ note }: { note: Note }) {
  const words = useWords();
  if (note.what !== 'chorus') return <p class="note">{textOf(note, words)}</p>;
  return (
    <p class="note together">
      <GestureIcon name={note.gesture} />
      {textOf(note, words)}
    </p>
  );
}

function textOf(note: Note, words: Words): string {
  switch (note.what) {
    case 'renamed':
      return words.renamed(note.name, note.to);
    case 'chorus':
      return words.chorus(note.names, note.gesture);
    default:
      return words[note.what](note.name);
  }
}

function LineRow({ line, mine, newest }: { line: LineView; mine: boolean; newest: boolean }) {
  const { world, actions, screen, acquainted } = useModel();
  const words = useWords();
  const outfit = world.people.value.find((p) => p.id === line.who)?.outfit;
  const strange = isStrange(line, mine, acquainted.value);
  const gone = line.retracted || line.expired || strange;
  const copy = () =>
    navigator.clipboard?.writeText(line.text).then(
      () => screen.say(words.copied),
      () => undefined,
    );
  return (
    <article class={['line-row', mine && 'mine', line.to && 'whispered'].filter(Boolean).join(' ')}>
      {!mine && <Portrait outfit={outfit} />}
      <div class="line-body">
        <p class="line-head">
          <b dir="auto" class={mine ? 'unseen' : ''}>
            {line.name}
          </b>
          {line.to && (
            <span class="whisper-tag">
              <Icon name="whisper" />
              {mine ? words.whisperTo(line.toName ?? '') : words.whisperFrom}
            </span>
          )}
          {line.stage && <span class="stage-tag">{words.onStage}</span>}
          <Time at={line.at} />
        </p>
        <p class={gone ? 'line-text gone' : 'line-text'} dir="auto" lang={line.lang}>
          {line.retracted ? (
            words.retracted
          ) : line.expired ? (
            words.expired
          ) : strange ? (
            words.whisperAsks(line.name)
          ) : line.inert ? (
            line.text
          ) : (
            <Linked text={line.text} />
          )}
        </p>
        {line.held && <p class="line-held">{words.held}</p>}
        {strange && (
          <button type="button" class="small" onClick={() => actions.accept(line.who)}>
            {words.whisperAccept}
          </button>
        )}
        {!gone && (
          <span class="line-tools">
            <button type="button" class="tiny" onClick={copy} aria-label={words.copy} title={words.copy}>
              <Icon name="copy" />
            </button>
            {!mine && (
              <button
                type="button"
                class="tiny"
                onClick={(e) => {
                  const { left, top } = e.currentTarget.getBoundingClientRect();
                  screen.menu.value = { who: line.who, at: { x: left, y: top }, line };
                }}
                aria-label={words.about(line.name)}
                title={words.about(line.name)}
              >
                <Icon name="more" />
              </button>
            )}
            {newest && (
              <button
                type="button"
                class="tiny"
                onClick={() => actions.retract(line)}
                aria-label={words.retract}
                title={words.retract}
              >
                <Icon name="undo" />
              </button>
            )}
          </span>
        )}
      </div>
    </article>
  );
}

/** An instant in the viewer's zone. */
export function Time({ at }: { at: Millis }) {
  const { prefs } = useModel();
  const time = new Date(at);
  const text = time.toLocaleTimeString(prefs.lang.value, { hour: '2-digit', minute: '2-digit' });
  return <time dateTime={time.toISOString()}>{text}</time>;
}

function dayOf(at: Millis, lang: string): string {
  return new Date(at).toLocaleDateString(lang, { month: 'long', day: 'numeric', weekday: 'short' });
}
