import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import type { WardrobeItem } from '../wire/types';
import { useClosetWords, useStudio } from './context';
import { SlotDyes } from './dyes';
import { ClosetIcon, SlotIcon } from './icons';
import { type Dressing, firstSlot, nearness, onSkin, shownSlots } from './pages';
import { coloursOf } from './rails';
import { worn } from './recipe';
import { matching } from './search';
import { SkinField } from './skin';

/** Everything there is to put on: kinds of items, a search, and the items themselves. */
export function Picker({ page }: { page: Dressing }) {
  const studio = useStudio();
  const words = useClosetWords();
  const { viewing, wardrobe } = studio;
  const all = wardrobe.value;
  const stocked = new Set(all?.items.map(({ slot }) => slot));
  const slots = shownSlots(
    page,
    (all?.slots ?? []).map(({ id }) => id).filter((id) => stocked.has(id)),
  );
  const chosen = viewing.slot.value ?? firstSlot(page);
  const slot = slots.includes(chosen) ? chosen : slots[0];
  const found = useComputed(() => {
    const { value: wardrobe } = studio.wardrobe;
    const query = viewing.search.value;
    return wardrobe && query.trim() !== '' ? matching(wardrobe, query) : undefined;
  });
  const items = found.value ?? all?.items.filter((item) => item.slot === slot) ?? [];

  useEffect(() => {
    if (slot !== undefined) viewing.zoom.value = nearness(slot);
  }, [slot, page]);
  return (
    <section class="picker-panel" aria-label={words.slots}>
      <SlotTabs slots={slots} chosen={found.value ? undefined : slot} />
      <div class="picker-body">
        <div class="picker-tools">
          <Search />
          <button
            type="button"
            class="layered"
            aria-pressed={viewing.layered.value}
            title={words.layeredHint}
            onClick={() => (viewing.layered.value = !viewing.layered.value)}
          >
            <ClosetIcon name="layers" />
            {words.layered}
          </button>
        </div>
        {page === 'tan' && !found.value && slot === 'body' && <SkinField />}
        {page === 'salon' && !found.value && slot && <SlotDyes key={slot} slot={slot} />}
        <h2 class="rack-title">{found.value ? words.found(items.length) : slot && studio.slotName(slot)}</h2>
        {items.length > 0 ? (
          <ul class="rack" key={found.value ? 'search' : slot}>
            {items.map((item) => (
              <li key={item.id}>
                <Cell item={item} />
              </li>
            ))}
          </ul>
        ) : (
          <p class="rack-empty">{found.value ? words.nothingFound : all && words.emptyRack}</p>
        )}
      </div>
    </section>
  );
}

function SlotTabs({ slots, chosen }: { slots: readonly string[]; chosen: string | undefined }) {
  const studio = useStudio();
  const words = useClosetWords();
  const { viewing } = studio;
  const wearing = new Set(studio.recipe.wear.map(({ item }) => studio.rules.value.slot(item)));
  const bar = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const el = bar.current?.querySelector<HTMLElement>('[aria-pressed=true]');
    // Not scrollIntoView: that moves the page around the strip, too.
    if (el) bar.current?.scrollTo({ left: el.offsetLeft - bar.current.clientWidth / 2 + el.offsetWidth / 2 });
  }, [chosen]);
  return (
    <fieldset ref={bar} class="slots">
      <legend class="unseen">{words.slots}</legend>
      {slots.map((slot) => (
        <button
          key={slot}
          type="button"
          class={wearing.has(slot) ? 'slot wearing' : 'slot'}
          aria-pressed={slot === chosen}
          aria-label={studio.slotName(slot)}
          title={studio.slotName(slot)}
          onClick={() => {
            viewing.search.value = '';
            viewing.slot.value = slot;
          }}
        >
          <SlotIcon slot={slot} />
        </button>
      ))}
    </fieldset>
  );
}

function Search() {
  const { viewing } = useStudio();
  const words = useClosetWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <label class="search">
      <span class="unseen">{words.search}</span>
      <ClosetIcon name="search" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterkeyhint="search"
        autocomplete="off"
        placeholder={words.search}
        value={viewing.search.value}
        onInput={(e) => (viewing.search.value = e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Escape' || viewing.search.value === '') return;
          e.stopPropagation();
          viewing.search.value = '';
        }}
      />
      {viewing.search.value !== '' && (
        <button
          type="button"
          class="tiny"
          aria-label={words.clearSearch}
          onClick={() => {
            viewing.search.value = '';
            input.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </label>
  );
}

/** One item: pressed while it is worn. */
function Cell({ item }: { item: WardrobeItem }) {
  const studio = useStudio();
  const { prefs } = useModel();
  const words = useClosetWords();
  const name = item.name[prefs.lang.value];
  const wearing = worn(studio.recipe, item.id) !== undefined;
  return (
    <button
      type="button"
      class="cell"
      aria-pressed={wearing}
      aria-label={item.owned ? name : `${name}, ${words.notOwned}`}
      title={name}
      disabled={!item.owned}
      onClick={() => studio.toggle(item)}
    >
      <Thumb item={item.id} />
      <span class="cell-name">{name}</span>
      {wearing && (
        <span class="cell-worn">
          <Icon name="check" />
        </span>
      )}
    </button>
  );
}

/** An item's picture, in the colours it is or would be worn in. */
export function Thumb({ item }: { item: string }) {
  const studio = useStudio();
  const slot = studio.rules.value.slot(item);
  const wardrobe = studio.wardrobe.value;
  useEffect(() => {
    if (wardrobe) studio.rails.want(slot, wardrobe);
  }, [slot, wardrobe]);
  const colours = coloursOf(studio.rules.value, studio.recipe, item, studio.skin);
  const picture = studio.rails.picture(slot, item, colours);
  return (
    <span class="thumb" style={onSkin.has(slot) ? { background: studio.skin } : undefined}>
      {picture && (
        <img
          src={picture.url}
          alt=""
          draggable={false}
          style={{ maxWidth: `${picture.width * 1.5}px`, maxHeight: `${picture.height * 1.5}px` }}
        />
      )}
    </span>
  );
}
