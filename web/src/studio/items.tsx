import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { matching } from '../closet/search';
import { useStudio, useStudioWords, useTitle } from './context';
import { type Item, type Tone, wardrobeOf } from './desk';
import { Faults } from './faults';
import { Fitting } from './fitting';
import { List } from './list';

const folderOf = ({ slot, id }: { slot: string; id: string }) => `items/${slot}/${id}`;

/** An item that never could be read without a fault is known by its folder alone. */
interface Known {
  id: string;
  slot: string;
  item?: Item;
}

/** The items by slot, a search, and the one that is looked at. */
export function ItemsPage() {
  const { desk, place } = useStudio();
  const words = useStudioWords();
  const title = useTitle();
  const search = useSignal('');
  const all = useComputed<Known[]>(() => {
    const { items = [], faults = [] } = desk.items.value ?? {};
    const known = new Map<string, Known>(items.map((item) => [folderOf(item), { id: item.id, slot: item.slot, item }]));
    for (const { folder } of faults) {
      const [kind, slot, id] = folder.split('/');
      if (kind === 'items' && slot && id && !known.has(folder)) known.set(folder, { id, slot });
    }
    return [...known.values()];
  });
  const found = useComputed(() => {
    const items = desk.items.value;
    if (!items || search.value.trim() === '') return all.value;
    const ids = matching(wardrobeOf(items), search.value).map(({ id }) => id);
    return all.value.filter(({ id, item }) => (item ? ids.includes(id) : id.includes(search.value.trim())));
  });
  const first = all.value.find(({ item }) => item?.own) ?? all.value[0];
  const chosen = all.value.find(({ id }) => id === place.chosen.items.value) ?? first;
  useEffect(() => {
    if (chosen && place.chosen.items.peek() === undefined) place.chosen.items.value = chosen.id;
  }, [chosen?.id]);
  const name = (one: Known) => (one.item ? title(one.item.name) : one.id);
  return (
    <>
      <aside class="studio-list" aria-label={words.items}>
        <input
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={search.value}
          onInput={(e) => (search.value = e.currentTarget.value)}
        />
        <div class="slots-of">
          {found.value.length === 0 && desk.items.value && <p class="nothing">{words.nothingFound}</p>}
          {desk.items.value?.slots.map((slot) => {
            const hung = found.value.filter((one) => one.slot === slot.id);
            return (
              hung.length > 0 && (
                <section key={slot.id}>
                  <h2>{title(slot.name)}</h2>
                  <List
                    kind="items"
                    entries={hung.map((one) => ({
                      id: one.id,
                      title: one.item?.name ?? { ja: one.id, en: one.id },
                      own: one.item?.own ?? true,
                      faults: desk.faultsOf(folderOf(one)).length,
                    }))}
                  />
                </section>
              )
            );
          })}
        </div>
      </aside>
      <main class="studio-main">
        {chosen?.item && <Fitting key={chosen.id} item={chosen.item} about={<About item={chosen.item} />} />}
        {chosen ? (
          <Faults of={name(chosen)} faults={desk.faultsOf(folderOf(chosen))} drawn={chosen.item !== undefined} />
        ) : (
          <p class="nothing">{desk.items.value ? words.choose : words.opening}</p>
        )}
      </main>
    </>
  );
}

const tones: readonly Tone[] = ['fill', 'shade', 'line', 'light'];

/** What stands in item.json. */
function About({ item }: { item: Item }) {
  const words = useStudioWords();
  const title = useTitle();
  return (
    <header class="about">
      <h2>
        {title(item.name)} <code>{folderOf(item)}</code>
      </h2>
      <p class="hint">{words.credit(item.author, item.license)}</p>
      <ul class="dyes" aria-label={words.dyes}>
        {Object.entries(item.dyes ?? {}).map(([name, dye]) => (
          <li key={name}>
            {tones.map((tone) => {
              const colour = dye[tone];
              return colour && <i key={tone} style={{ background: colour }} title={`${tone} ${colour}`} />;
            })}
            {name}
          </li>
        ))}
      </ul>
    </header>
  );
}
