import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { openScene } from '../stage';
import type { Point } from '../stage/floor';
import { assetUrl } from '../wire/assets';
import type { Light } from '../world/light';
import type { Lie, Sight } from '../world/scene';
import { useStudio, useStudioWords, useTitle } from './context';
import { crowd } from './crowd';
import type { Room, Spot } from './desk';
import type { Drawn } from './drawn';
import { Faults, Hints } from './faults';
import { Ghosts } from './ghosts';
import { List } from './list';
import { type Layer, layers, Marks } from './marks';
import { GhostReport } from './report';
import { Toggles } from './toggles';

/** How many people the signs over doors tell of. */
const behindDoors = 7;

/** The rooms, and the one that is looked at. */
export function RoomsPage() {
  const { desk, place } = useStudio();
  const words = useStudioWords();
  const title = useTitle();
  const rooms = desk.rooms.value ?? [];
  const first = rooms.find(({ own }) => own) ?? rooms[0];
  const room = rooms.find(({ id }) => id === place.chosen.rooms.value) ?? first;
  useEffect(() => {
    if (room && place.chosen.rooms.peek() === undefined) place.chosen.rooms.value = room.id;
  }, [room?.id]);
  return (
    <>
      <aside class="studio-list" aria-label={words.rooms}>
        <List kind="rooms" entries={rooms.map((one) => ({ ...one, faults: one.faults.length }))} />
      </aside>
      <main class="studio-main">
        {room ? <Preview room={room} name={title(room.title)} /> : <p class="nothing">{words.opening}</p>}
      </main>
    </>
  );
}

/** A room as visitors see it, and over it what its designer laid down. */
function Preview({ room, name }: { room: Room; name: string }) {
  const { desk, prefs, shared } = useStudio();
  const words = useStudioWords();
  const refused = useSignal<{ text: string; at: number } | undefined>(undefined);
  const shown = useSignal<ReadonlySet<Layer>>(new Set());
  const people = useSignal(true);
  const light = useSignal<Light>('day');
  /** The drawing that is wanted, and how the one that is shown lies on the screen. */
  const wanted = useSignal<{ url: string; json: Drawn } | undefined>(undefined);
  const drawn = useSignal<Drawn | undefined>(undefined);
  const lie = useSignal<Lie | undefined>(undefined);
  const host = useRef<HTMLDivElement>(null);
  const haunted = useSignal(false);
  const ghosts = useSignal<Ghosts | undefined>(undefined);

  // Not after the next frame: somebody waits.
  useLayoutEffect(() => {
    if (!room.art) return;
    const gone = new AbortController();
    const url = assetUrl(room.art);
    fetch(url, { signal: gone.signal })
      .then((answer) => answer.json())
      .then((json: Drawn) => (wanted.value = { url, json }))
      .catch((fault: unknown) => gone.signal.aborted || console.error(fault));
    return () => gone.abort();
  }, [room.art]);

  const view = useComputed(
    () => wanted.value && crowd(wanted.value.json, people.value ? [...desk.readyMade().values()] : []),
  );

  // In every drawing they begin anew.
  useEffect(() => {
    if (!haunted.value || !room.art) return;
    const gone = new AbortController();
    Ghosts.of(room, desk, gone.signal)
      .then((those) => (ghosts.value = those))
      .catch((fault: unknown) => {
        if (gone.signal.aborted) return;
        console.error(fault);
        haunted.value = false;
      });
    return () => {
      gone.abort();
      ghosts.value = undefined;
    };
  }, [haunted.value, room.art]);

  useEffect(() => {
    const sight: Sight = {
      view: () => ghosts.peek()?.view ?? view.peek(),
      me: () => undefined,
      now: () => ghosts.peek()?.now ?? Date.now(),
      mark: () => undefined,
      art: () => wanted.peek(),
      peopleIn: () => behindDoors,
      light: () => light.peek(),
      reducedMotion: () => prefs.lessMotion.peek(),
      power: () => prefs.power.peek(),
      seen: () => true,
      finder: () => undefined,
      outfit: async (address, signal) => (await fetch(address, { signal })).text(),
    };
    const nothing = () => {};
    const scene = openScene(sight, {
      onFloor: async () => 'refused',
      ...{ onPerson: nothing, onRest: nothing, onSelf: nothing, onSeat: nothing, onExit: nothing, onWork: nothing },
      onFrame: () => {
        const now = scene.lie();
        const art = wanted.peek();
        if (now && art?.url === now.url) {
          const canvas = host.current!.querySelector('canvas')!;
          ghosts.peek()?.frame({ scene, art: art.json, canvas }, performance.now());
        }
        const before = lie.peek();
        if (!now || (before && Object.entries(now).every(([key, value]) => before[key as keyof Lie] === value))) return;
        lie.value = now;
      },
    });
    void scene.mount(host.current!);
    return () => scene.destroy();
  }, []);

  useSignalEffect(() => {
    if (lie.value && lie.value.url === wanted.value?.url) drawn.value = wanted.value.json;
  });

  const move = async (spot: Spot, to: Point): Promise<boolean> => {
    const refusal = await desk.move(room, spot, to);
    if (refusal) {
      const { code, message } = refusal;
      const says = words.refusals[code] ?? words.refusals.unfit;
      refused.value = { text: code === 'unfit' ? `${says} (${message})` : says!, at: Date.now() };
    }
    return !refusal;
  };

  return (
    <>
      <div class="bar">
        <Toggles
          legend={words.light}
          all={['day', 'night'] as const}
          on={new Set([light.value])}
          name={(one) => words[one]}
          change={() => (light.value = light.value === 'day' ? 'night' : 'day')}
        />
        <Toggles
          legend={words.people}
          all={['people'] as const}
          on={new Set(people.value ? (['people'] as const) : [])}
          name={(one) => words[one]}
          change={(on) => (people.value = on.has('people'))}
        />
        <Toggles
          legend={words.ghosts}
          all={['ghosts'] as const}
          on={new Set(haunted.value ? (['ghosts'] as const) : [])}
          name={(one) => words[one]}
          change={(on) => (haunted.value = on.has('ghosts'))}
        />
        <Toggles
          legend={words.show}
          all={layers}
          on={shown.value}
          name={(one) => words[one]}
          change={(on) => (shown.value = on)}
        />
      </div>
      <div class="preview">
        <div ref={host} class="scene" role="img" aria-label={name} />
        {drawn.value && (
          <Marks
            art={drawn.value}
            lie={lie}
            shown={shown.value}
            pins={ghosts.value?.pins.value ?? []}
            move={room.own && !shared ? move : undefined}
          />
        )}
        {ghosts.value && <GhostReport ghosts={ghosts.value} />}
        {refused.value && (
          <p key={refused.value.at} class="toast" role="alert">
            {refused.value.text}
          </p>
        )}
      </div>
      <Faults of={name} faults={room.faults} drawn={room.art !== undefined} />
      <Hints hints={room.hints} />
    </>
  );
}
