import { LanguageSwitch } from '../ui/language';
import { useRoot } from '../ui/root';
import { type Studio, StudioContext, useStudio, useStudioWords } from './context';
import { ItemsPage } from './items';
import { kinds } from './place';
import { RoomsPage } from './rooms';

/** The whole screen: what is looked at, and above it what else there is. */
export function Page({ studio }: { studio: Studio }) {
  useRoot(studio.prefs);
  return (
    <StudioContext.Provider value={studio}>
      <div class="studio">
        <Top />
        {studio.place.kind.value === 'rooms' ? <RoomsPage /> : <ItemsPage />}
      </div>
    </StudioContext.Provider>
  );
}

function Top() {
  const { desk, place, prefs, shared } = useStudio();
  const words = useStudioWords();
  const faults = {
    rooms: desk.rooms.value?.flatMap((room) => room.faults).length ?? 0,
    items: desk.items.value?.faults.length ?? 0,
  };
  return (
    <header class="studio-top">
      <h1>
        横丁 <small>{words.title}</small>
      </h1>
      <nav class="switch">
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={place.kind.value === kind} onClick={() => place.go(kind)}>
            {words[kind]}
            {faults[kind] > 0 && (
              <b class="fault-count" title={words.faults(faults[kind])}>
                {faults[kind]}
              </b>
            )}
          </button>
        ))}
      </nav>
      <p class={desk.live.value ? 'live' : 'live lost'} role="status">
        {!desk.live.value ? words.lost : shared ? words.shared : words.live}
      </p>
      <LanguageSwitch prefs={prefs} />
    </header>
  );
}
