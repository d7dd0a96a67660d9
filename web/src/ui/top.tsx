import type { LinkState } from '../net/link';
import { linesSince } from '../world/select';
import { Icon } from './icons';
import { useModel, useWords } from './model';
import type { Panel } from './screen';

/** Where one is, how the connection does, and the drawers' buttons. */
export function TopBar() {
  const { world, link, prefs, readUntil, screen } = useModel();
  const words = useWords();
  const view = world.view.value;
  const unread = linesSince(view?.lines ?? [], readUntil.value, world.me.value?.id, world.unheard.value).length;
  return (
    <header class="top">
      <div class="where">
        <h1>
          <button
            type="button"
            title={words.map}
            aria-expanded={screen.panel.value === 'map'}
            onClick={() => screen.toggle('map')}
          >
            <Icon name="map" />
            <span>{view?.room.title[prefs.lang.value]}</span>
          </button>
        </h1>
        <span class="count">
          <Icon name="people" />
          {world.count.value}
        </span>
        <LinkLight state={link.value} />
      </div>
      <nav class="tools" aria-label={words.street}>
        <CameraButton />
        <ClosetButton />
        <Drawer name="log" label={unread > 0 ? `${words.log}: ${words.unread(unread)}` : words.log} badge={unread} />
        <Drawer name="people" label={words.people} />
        <Drawer name="settings" label={words.settings} />
      </nav>
      <Writing />
      <p class="unseen" role="status">
        {view && words.youAreIn(view.room.title[prefs.lang.value])}
      </p>
    </header>
  );
}

function ClosetButton() {
  const { actions } = useModel();
  const { changeClothes } = useWords();
  return (
    <button
      type="button"
      class="round"
      aria-label={changeClothes}
      title={changeClothes}
      onClick={() => actions.openPage('closet')}
    >
      <Icon name="hanger" />
    </button>
  );
}

function CameraButton() {
  const { actions } = useModel();
  const { camera } = useWords();
  return (
    <button
      type="button"
      class="round"
      aria-label={camera}
      aria-keyshortcuts="p"
      title={camera}
      onClick={() => actions.photograph()}
    >
      <Icon name="camera" />
    </button>
  );
}

function Drawer({ name, label, badge = 0 }: { name: Panel; label: string; badge?: number }) {
  const { screen } = useModel();
  return (
    <button
      type="button"
      class="round"
      aria-label={label}
      title={label}
      aria-expanded={screen.panel.value === name}
      onClick={() => screen.toggle(name)}
    >
      <Icon name={name} />
      {badge > 0 && <span class="badge">{badge > 99 ? '99+' : badge}</span>}
    </button>
  );
}

/** A small light when all is well, a sentence when it is not. */
function LinkLight({ state: { phase, transport } }: { state: LinkState }) {
  const words = useWords();
  const text = {
    connecting: words.connecting,
    live: words.live,
    away: words.awayNow,
    offline: words.offline,
    ended: words.ended,
  }[phase];
  return (
    <span
      class={`light ${phase}`}
      role="status"
      title={`${text} (${words.transport[transport]})`}
      data-phase={phase}
      data-transport={transport}
    >
      <i aria-hidden="true" />
      <span class={phase === 'live' ? 'unseen' : ''}>{text}</span>
    </span>
  );
}

/** Says who is writing, to those who cannot see the dots. */
function Writing() {
  const { world } = useModel();
  const words = useWords();
  const names = [...world.typing.value.keys()].flatMap((id) => world.people.value.find((p) => p.id === id)?.name ?? []);
  const text = names.length === 0 ? '' : words.writing(names.slice(0, 2).join(', '), names.length > 2);
  return (
    <p class="unseen" role="status">
      {text}
    </p>
  );
}
