import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { openScene } from '../stage';
import { assetUrl } from '../wire/assets';
import type { Event, LineView } from '../wire/types';
import type { Scene, Sight } from '../world/scene';
import { Tape } from '../world/tape';
import { type Replay, useOffice } from './office';
import { useRead } from './read';

/** Before the first event so much is shown, milliseconds. */
const lead = 2000;
const speeds = [1, 4] as const;

/** What a reporter saw, played: the room as it was drawn, by the same reducer as live. */
export function ReplayPlayer({ id }: { id: string }) {
  const { words } = useOffice();
  const [replay] = useRead<Replay>(`/admin/reports/${id}`);
  return replay.value ? <Player replay={replay.value} /> : <p class="hint">{words.loading}</p>;
}

function Player({ replay: { report, recording } }: { replay: Replay }) {
  const office = useOffice();
  const { words } = office;
  const host = useRef<HTMLDivElement>(null);
  const events = recording.events as Event[];
  const from = Math.max((events[0]?.at ?? recording.until) - lead, 0);
  const tape = useRef(new Tape(recording.view, events, from, recording.until)).current;
  const now = useSignal(from);
  const playing = useSignal(true);
  const speed = useSignal<(typeof speeds)[number]>(1);
  const art = useSignal<{ url: string; json: unknown } | undefined>(undefined);
  const names = useRef<HTMLDivElement>(null);
  const room = office.rooms.value.find(({ id }) => id === report.room.replace(/-\d+$/, ''));

  useEffect(() => {
    if (!room) return;
    const gone = new AbortController();
    fetch(room.art, { signal: gone.signal })
      .then((answer) => answer.json())
      .then((json: unknown) => (art.value = { url: room.art, json }))
      .catch((fault: unknown) => gone.signal.aborted || console.error(fault));
    return () => gone.abort();
  }, [room?.art]);

  useEffect(() => {
    const nothing = () => {};
    let drawn = performance.now();
    const sight: Sight = {
      view: () => tape.view,
      me: () => report.reporter,
      now: () => tape.now,
      mark: () => undefined,
      art: () => art.peek(),
      peopleIn: () => undefined,
      light: () => 'day',
      reducedMotion: () => office.prefs.lessMotion.peek(),
      power: () => office.prefs.power.peek(),
      seen: () => true,
      finder: () => undefined,
      outfit: async (hash, signal) => (await fetch(assetUrl(`outfit-${hash}.svg`), { signal })).text(),
    };
    const scene = openScene(sight, {
      onFloor: async () => 'refused',
      ...{ onPerson: nothing, onRest: nothing, onSelf: nothing, onSeat: nothing, onExit: nothing, onWork: nothing },
      onFrame: () => {
        const time = performance.now();
        if (playing.peek()) tape.play((time - drawn) * speed.peek());
        drawn = time;
        now.value = tape.now;
        label(scene, tape, names.current);
      },
    });
    void scene.mount(host.current!);
    return () => scene.destroy();
  }, []);

  const toggle = () => {
    if (tape.over) tape.seek(from);
    playing.value = tape.over || !playing.value;
  };
  return (
    <div class="replay">
      <div class="replay-scene">
        <div ref={host} class="scene" role="img" aria-label={office.titleOf(report.room)} />
        <div ref={names} class="replay-names" aria-hidden="true" />
      </div>
      <div class="replay-bar">
        <button type="button" class="small" onClick={toggle}>
          {playing.value && !tape.over ? words.pause : words.play}
        </button>
        <input
          type="range"
          aria-label={words.moment}
          aria-valuetext={office.when(now.value)}
          min={from}
          max={recording.until}
          value={now.value}
          onInput={(e) => {
            tape.seek(e.currentTarget.valueAsNumber);
            now.value = tape.now;
          }}
        />
        <button
          type="button"
          class="small"
          onClick={() => (speed.value = speeds[(speeds.indexOf(speed.value) + 1) % speeds.length]!)}
        >
          {words.speed(speed.value)}
        </button>
      </div>
      <Lines tape={tape} now={now} reported={report.line} />
    </div>
  );
}

/** Names under the feet, and above the heads what was said a moment ago. */
function label(scene: Scene, tape: Tape, host: HTMLElement | null): void {
  if (!host) return;
  const anchors = scene.anchors();
  const marks = tape.view.people.flatMap(({ id, name }) => {
    const anchor = anchors.get(id);
    return anchor?.visible ? [{ id, name, ...anchor.foot }] : [];
  });
  while (host.children.length > marks.length) host.lastElementChild!.remove();
  marks.forEach(({ name, x, y }, i) => {
    const tag = (host.children[i] as HTMLElement) ?? host.appendChild(document.createElement('span'));
    tag.textContent = name;
    tag.style.transform = `translate(${x}px, ${y}px) translateX(-50%)`;
  });
}

function Lines({ tape, now, reported }: { tape: Tape; now: Signal<number>; reported: string | undefined }) {
  const office = useOffice();
  const { words } = office;
  // The list follows the tape; a frame without a new line changes nothing.
  const count = now.value >= 0 ? tape.view.lines.length : 0;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [count]);
  return (
    <section class="replay-lines" aria-label={words.lines}>
      {count === 0 && <p class="hint">{words.noLines}</p>}
      <ul ref={list}>
        {tape.view.lines.map((line) => (
          <Line key={line.position} line={line} reported={line.position === reported} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line, reported }: { line: LineView; reported: boolean }) {
  const { words, prefs } = useOffice();
  const time = new Date(line.at).toLocaleTimeString(prefs.lang.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (
    <li class={reported ? 'reported' : ''}>
      <small>
        {time} {line.to && `${words.whisper} → ${line.toName}`} {reported && words.reported}
      </small>
      <span dir="auto">
        <b>{line.name}</b> {line.text}
      </span>
    </li>
  );
}
