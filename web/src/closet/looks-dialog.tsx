import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import type { SavedLook } from '../wire/types';
import { useClosetWords, useStudio } from './context';
import { ClosetIcon } from './icons';

const nameAtMost = 24;

/** The looks one has saved: to put on, rename and delete, and the look of the moment to be added. */
export function LooksDialog({ close }: { close(): void }) {
  const studio = useStudio();
  const words = useClosetWords();
  const all = studio.looks.all.value;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    void studio.looks.read();
  }, []);
  return (
    <Dialog title={words.looks} close={close}>
      <SaveLook />
      {all?.length === 0 && <p class="hint">{words.looksEmpty}</p>}
      <ul ref={list} class="looks" tabIndex={-1} aria-label={words.looks}>
        {all?.map((look) => (
          <LookCard key={look.id} look={look} close={close} dropped={() => list.current?.focus()} />
        ))}
      </ul>
    </Dialog>
  );
}

function SaveLook() {
  const studio = useStudio();
  const { screen } = useModel();
  const words = useClosetWords();
  const count = studio.looks.all.value?.length;
  const [name, setName] = useState('');
  const save = async (e: Event) => {
    e.preventDefault();
    const outfit = await studio.fitted();
    const title = name.trim() || words.lookNumber((count ?? 0) + 1);
    if (!outfit || !(await studio.looks.save(outfit.hash, title))) return;
    setName('');
    screen.say(words.lookSaved);
  };
  return (
    <form class="save-look" onSubmit={save}>
      <input
        type="text"
        value={name}
        maxLength={nameAtMost}
        dir="auto"
        autocomplete="off"
        aria-label={words.lookName}
        placeholder={words.lookNumber((count ?? 0) + 1)}
        onInput={(e) => setName(e.currentTarget.value)}
      />
      <button type="submit" class="main" disabled={count === undefined}>
        {words.saveLook}
      </button>
    </form>
  );
}

interface CardProps {
  look: SavedLook;
  close(): void;
  /** The card goes, and would take the focus with it. */
  dropped(): void;
}

function LookCard({ look, close, dropped }: CardProps) {
  const studio = useStudio();
  const words = useClosetWords();
  const { screen } = useModel();
  const { id, name, outfit } = look;
  const [renaming, setRenaming] = useState<string>();
  const pencil = useRef<HTMLButtonElement>(null);
  const done = () => {
    setRenaming(undefined);
    pencil.current?.focus();
  };
  const rename = async (e: Event) => {
    e.preventDefault();
    const next = renaming?.trim();
    if (!next || next === name || (await studio.looks.rename(id, next))) done();
  };
  return (
    <li class="look-card">
      <button
        type="button"
        class="look-wear"
        aria-label={words.wearLook(name)}
        onClick={() => {
          void studio.putOnLook(outfit.hash);
          close();
        }}
      >
        <img src={outfit.portrait} alt="" draggable={false} />
      </button>
      {renaming === undefined ? (
        <span class="look-name" dir="auto">
          {name}
        </span>
      ) : (
        <form onSubmit={rename}>
          <input
            type="text"
            value={renaming}
            maxLength={nameAtMost}
            dir="auto"
            autocomplete="off"
            aria-label={words.lookName}
            ref={(el) => el?.focus()}
            onInput={(e) => setRenaming(e.currentTarget.value)}
            onKeyDown={(e) => {
              if (e.key !== 'Escape') return;
              e.preventDefault();
              e.stopPropagation();
              done();
            }}
          />
        </form>
      )}
      {/* Without a key it would become the name, and another take its place: the pencil could not keep the focus. */}
      <span key="tools" class="look-tools">
        <button
          ref={pencil}
          type="button"
          class="tiny"
          aria-label={words.renameLook(name)}
          onClick={() => setRenaming(name)}
        >
          <Icon name="edit" />
        </button>
        <button
          type="button"
          class="tiny"
          aria-label={words.dropLook(name)}
          onClick={async () => {
            if (!(await studio.looks.drop(id))) return;
            dropped();
            screen.say(words.lookDropped);
          }}
        >
          <ClosetIcon name="trash" />
        </button>
      </span>
    </li>
  );
}
