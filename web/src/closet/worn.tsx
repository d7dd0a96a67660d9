import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useClosetWords, useStudio } from './context';
import { useDragging } from './dragging';
import { DyeFields, dyesOf } from './dyes';
import { ClosetIcon } from './icons';
import { givingWay } from './order';
import { Thumb } from './picker';
import type { Garment, ItemID } from './recipe';

/** What is worn, from inner to outer: rows are dragged, or moved by the arrow keys of their grip or by buttons. */
export function Worn({ close }: { close?: (() => void) | undefined }) {
  const studio = useStudio();
  const words = useClosetWords();
  const { wear } = studio.recipe;
  const list = useRef<HTMLOListElement>(null);
  const kept = useRef<string | undefined>(undefined);

  const move = (item: ItemID, to: number) => {
    const place = Math.max(0, Math.min(to, wear.length - 1));
    if (place === wear.findIndex((g) => g.item === item)) return;
    studio.step({ type: 'move', item, to: place });
    studio.tell(words.moved(studio.nameOf(item), place + 1, wear.length));
  };
  const { drag, grip } = useDragging(list, () => (studio.dyeing.value = undefined), move);
  useLayoutEffect(() => {
    // A row that moves in the page loses the focus: whoever moves it by keys goes on with it.
    const button = kept.current && list.current?.querySelector<HTMLElement>(kept.current);
    if (button && document.activeElement !== button) button.focus();
    kept.current = undefined;
  }, [wear]);

  return (
    <section class="worn-panel" aria-label={words.worn}>
      <header>
        <h2>{words.worn}</h2>
        <span class="count">{wear.length}</span>
        {close && (
          <button type="button" class="tiny" aria-label={words.hide} onClick={close}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <p class="worn-hint">{words.order}</p>
      <ol ref={list} class={drag ? 'worn dragging' : 'worn'}>
        {wear.map((garment, i) => {
          const { item } = garment;
          const carried = drag?.item === item;
          const away = drag ? (carried ? drag.by : givingWay(i, drag.from, drag.to, drag.rows[drag.from]!.height)) : 0;
          const step = (by: number, control: string) => {
            kept.current = `[data-item="${item}"] ${control}`;
            move(item, i + by);
          };
          return (
            <li
              key={item}
              data-item={item}
              class={carried ? 'worn-row carried' : 'worn-row'}
              style={away ? { transform: `translateY(${away}px)` } : undefined}
            >
              <Row garment={garment} at={i} of={wear.length} step={step} grip={grip(item, i)} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface RowProps {
  garment: Garment;
  at: number;
  of: number;
  /** Moves the row; the control that did it gets the focus back. */
  step(by: number, control: string): void;
  grip: ReturnType<ReturnType<typeof useDragging>['grip']>;
}

function Row({ garment, at, of, step, grip }: RowProps) {
  const studio = useStudio();
  const words = useClosetWords();
  const { item } = garment;
  const name = studio.nameOf(item);
  const slot = studio.rules.value.slot(item);
  const dyes = dyesOf(studio, garment);
  const open = studio.dyeing.value?.item === item;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) show(line.current!.parentElement!);
  }, [open]);
  return (
    <>
      <div ref={line} class="worn-line">
        <button
          type="button"
          class="grip"
          aria-label={words.drag(name)}
          {...grip}
          onKeyDown={(e) => {
            const by = { ArrowUp: -1, ArrowDown: 1, Home: -at, End: of - 1 - at }[e.key];
            if (by === undefined) return;
            e.preventDefault();
            e.stopPropagation();
            step(by, '.grip');
          }}
        >
          <ClosetIcon name="grip" />
        </button>
        <Thumb item={item} />
        <span class="worn-name">
          {name}
          <small>{studio.slotName(slot)}</small>
        </span>
        {dyes.length > 0 && (
          <button
            type="button"
            class="dye-dots"
            aria-label={words.dyesOf(name)}
            title={words.dyesOf(name)}
            aria-expanded={open}
            onClick={() => {
              studio.dyeing.value = open ? undefined : { item, dye: dyes[0]!.name };
            }}
          >
            {dyes.slice(0, 4).map((dye) => (
              <i key={dye.name} style={{ background: dye.colour }} />
            ))}
          </button>
        )}
        {studio.rules.value.needed(slot) ? (
          <span class="worn-stays" />
        ) : (
          <button
            type="button"
            class="tiny"
            aria-label={words.takeOffOf(name)}
            title={words.takeOff}
            onClick={() => {
              studio.step({ type: 'takeOff', item });
              studio.tell(words.off(name));
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {open && (
        <div class="worn-open">
          <DyeFields
            garment={garment}
            dye={studio.dyeing.value?.dye}
            pick={(dye) => (studio.dyeing.value = { item, dye })}
          />
          <div class="worn-moves">
            <button type="button" class="small inwards" disabled={at === 0} onClick={() => step(-1, '.inwards')}>
              <ClosetIcon name="up" />
              {words.inwards}
            </button>
            <button type="button" class="small outwards" disabled={at === of - 1} onClick={() => step(1, '.outwards')}>
              <ClosetIcon name="down" />
              {words.outwards}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

/** Scrolls its list until a row is seen whole, or from its upper edge on. */
function show(row: HTMLElement): void {
  const list = row.parentElement!;
  const [inside, box] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  // Not scrollIntoView: that moves the page around the list, too.
  list.scrollBy({ top: Math.max(0, Math.min(box.bottom - inside.bottom, box.top - inside.top)) });
}
