import { useLayoutEffect, useRef } from 'preact/hooks';
import { Log } from '../chat/log';
import { Icon } from '../icons';
import { useModel, useWords } from '../model';
import { StreetMap } from './map';
import { PeopleAndPlaces } from './people';
import { Settings } from './settings';
import { Wears } from './wears';

/**
 * The drawer beside (or, on a phone, over) the room. The log stays in the page while the drawer is closed, so that a
 * screen reader hears every line.
 */
export function SidePanel() {
  const { screen, world } = useModel();
  const words = useWords();
  const open = screen.panel.value;
  const panel = useRef<HTMLElement>(null);
  const title = open ? words[open] : words.log;
  const view = world.view.value;

  // Before the next key is pressed: what comes later would take the focus from where it led.
  useLayoutEffect(() => {
    if (open && open !== 'log') panel.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [open]);
  return (
    <aside ref={panel} class={open ? 'panel open' : 'panel'} aria-label={title}>
      <header class="panel-head" inert={!open}>
        <h2 tabIndex={-1}>{title}</h2>
        {open === 'people' && view && (
          <span class="count">{words.peopleHere(world.count.value, view.room.capacity)}</span>
        )}
        <button type="button" class="tiny" aria-label={words.close} onClick={() => (screen.panel.value = undefined)}>
          <Icon name="close" />
        </button>
      </header>
      <div class={open === 'log' ? 'panel-body' : 'panel-body unseen'}>
        <Log shown={open === 'log'} />
      </div>
      {open === 'people' && <PeopleAndPlaces />}
      {open === 'map' && <StreetMap />}
      {open === 'wears' && <Wears />}
      {open === 'settings' && <Settings />}
    </aside>
  );
}
