import { useState } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { linesSince } from '../world/select';
import { useClosetWords, useStudio } from './context';
import { ClosetIcon, type ClosetIconName } from './icons';
import { LooksDialog } from './looks-dialog';
import type { Dressing } from './pages';
import { PhotoDialog } from './photo-dialog';
import { ShareDialog } from './share-dialog';

/** The way back, with a badge for what was said in the room meanwhile. */
export function Back() {
  const { actions, world, prefs, visit, room, readUntil } = useModel();
  const words = useClosetWords();
  const inside = visit.value === 'inside';
  const title = (world.view.value?.room.title ?? room.value?.title)?.[prefs.lang.value];
  const lines = world.view.value?.lines ?? [];
  const unread = inside ? linesSince(lines, readUntil.value, world.me.value?.id, world.unheard.value).length : 0;
  const label = title ? words.backTo(title) : words.back;
  return (
    <button type="button" class="back" aria-label={label} title={label} onClick={() => actions.closePage()}>
      <ClosetIcon name="goBack" />
      <span>{title ?? words.back}</span>
      {unread > 0 && <b class="badge">{unread > 99 ? '99+' : unread}</b>}
    </button>
  );
}

const rooms: Readonly<Record<Dressing, 'hanger' | ClosetIconName>> = {
  closet: 'hanger',
  salon: 'scissors',
  tan: 'sun',
};

/** Closet, hair salon, tanning salon: the same editor with other racks. */
export function Rooms({ page }: { page: Dressing }) {
  const { actions } = useModel();
  const words = useClosetWords();
  return (
    <nav class="rooms" aria-label={words.rooms}>
      {(Object.keys(rooms) as Dressing[]).map((name) => {
        const icon = rooms[name];
        return (
          <button
            key={name}
            type="button"
            aria-current={name === page ? 'page' : undefined}
            aria-label={words[name]}
            title={words[name]}
            onClick={() => actions.openPage(name)}
          >
            {icon === 'hanger' ? <Icon name="hanger" /> : <ClosetIcon name={icon} />}
            <span>{words[name]}</span>
          </button>
        );
      })}
    </nav>
  );
}

/** What one does with a look as a whole. */
export function Tools({ page }: { page: Dressing }) {
  const studio = useStudio();
  const words = useClosetWords();
  const [open, setOpen] = useState<'looks' | 'share' | 'photo'>();
  const { past, future } = studio.editing.value;
  const ready = studio.wardrobe.value !== undefined;
  const close = () => setOpen(undefined);
  return (
    <>
      <div class="tools" role="toolbar" aria-label={words[page]}>
        <Tool icon="undo" label={words.undo} off={past.length === 0} act={() => studio.undo()} />
        <Tool icon="redo" label={words.redo} off={future.length === 0} act={() => studio.redo()} />
        <Tool icon="dice" label={words.dice} off={!ready} act={() => studio.surprise(page)} />
        <button
          type="button"
          class="round list-button"
          aria-label={words.wornCount(studio.recipe.wear.length)}
          title={words.worn}
          aria-expanded={studio.viewing.list.value}
          onClick={() => (studio.viewing.list.value = !studio.viewing.list.value)}
        >
          <ClosetIcon name="list" />
          <b class="badge">{studio.recipe.wear.length}</b>
        </button>
        <Tool icon="heart" label={words.looks} off={!ready} act={() => setOpen('looks')} />
        <Tool icon="share" label={words.share} off={!ready} act={() => setOpen('share')} />
        <Tool icon="camera" label={words.photo} off={!ready} act={() => setOpen('photo')} />
      </div>
      {open === 'looks' && <LooksDialog close={close} />}
      {open === 'share' && <ShareDialog close={close} />}
      {open === 'photo' && <PhotoDialog close={close} />}
    </>
  );
}

function Tool({ icon, label, off, act }: { icon: 'dice' | ClosetIconName; label: string; off: boolean; act(): void }) {
  return (
    <button type="button" class="round" aria-label={label} title={label} disabled={off} onClick={act}>
      {icon === 'dice' ? <Icon name="dice" /> : <ClosetIcon name={icon} />}
    </button>
  );
}

/** Wears the look, and goes back to where one came from. */
export function WearIt() {
  const studio = useStudio();
  const { actions, screen } = useModel();
  const words = useClosetWords();
  const wear = async () => {
    if (!(await studio.wear())) return;
    screen.say(words.wornNow);
    actions.closePage();
  };
  return (
    <button
      type="button"
      class="main wear-it"
      disabled={!studio.wardrobe.value || studio.wearing.value}
      onClick={() => void wear()}
    >
      {studio.wearing.value ? words.wearing : words.wear}
    </button>
  );
}
