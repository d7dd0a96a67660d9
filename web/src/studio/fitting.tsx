import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { en as closetEn } from '../closet/words/en';
import { ja as closetJa } from '../closet/words/ja';
import { poses } from '../figure/pose';
import { expressions } from '../ui/icons';
import { combinations } from './combinations';
import { useStudio, useStudioWords } from './context';
import { type Item, wardrobeOf } from './desk';
import { Figure, type Look, type Size, sizes, still } from './figure';
import { Choice, Toggles } from './toggles';

/** How often a moving figure is drawn, in milliseconds: twelve at once, by any machine. */
const every = 66;

/** An item as it is worn, and how it is looked at. */
export function Fitting({ item, about }: { item: Item; about: ComponentChildren }) {
  const { desk, prefs } = useStudio();
  const words = useStudioWords();
  const closet = prefs.lang.value === 'ja' ? closetJa : closetEn;
  const pose = useSignal('stand');
  const expression = useSignal('neutral');
  const seen = useSignal<ReadonlySet<'mirrored' | 'moving'>>(new Set());
  const shown = useSignal<ReadonlySet<Size>>(new Set(sizes));
  const without = useSignal<ReadonlySet<string>>(new Set());
  const ms = useMoving(seen.value.has('moving'), pose);
  const items = desk.items.value!;
  const worn = useMemo(() => combinations(wardrobeOf(items), item.id), [items, item.id]);
  const look: Look = {
    ...{ pose: pose.value, expression: expression.value, mirror: seen.value.has('mirrored'), ms: ms.value },
    sizes: sizes.filter((size) => shown.value.has(size)),
  };
  const planes = [...new Set(item.parts.map((part) => part.slice(0, part.indexOf('_'))))];
  return (
    <>
      {about}
      <div class="bar">
        <Choice
          label={words.poses}
          all={poses}
          value={pose.value}
          name={(one) => closet.poseNames[one] ?? one}
          change={(one) => (pose.value = one)}
        />
        <Choice
          label={words.faces}
          all={expressions as readonly string[]}
          value={expression.value}
          name={(one) => (prefs.words.value.faces as Record<string, string>)[one] ?? one}
          change={(one) => (expression.value = one)}
        />
        <Toggles
          legend={words.show}
          all={['moving', 'mirrored'] as const}
          on={seen.value}
          name={(one) => words[one]}
          change={(on) => (seen.value = on)}
        />
        <Toggles
          legend={words.sizes}
          all={sizes}
          on={shown.value}
          name={(one) => words.pixels(Number(one))}
          change={(on) => (shown.value = on)}
        />
      </div>
      <div class="hidden-parts">
        <Hidden legend={words.planes} all={planes} without={without} />
        <Hidden legend={words.parts} all={item.parts} without={without} />
      </div>
      <ul class="figures">
        {worn.map((recipe, i) => (
          <Figure
            key={String(i)}
            label={words.wornBy(i + 1)}
            sheet={desk.outfit(recipe, { item: item.id, without: [...without.value] })}
            look={look}
          />
        ))}
      </ul>
    </>
  );
}

/** What of a list is drawn; one by one it can be left out. */
function Hidden({
  legend,
  all,
  without,
}: {
  legend: string;
  all: readonly string[];
  without: Signal<ReadonlySet<string>>;
}) {
  return (
    <details>
      <summary>{legend}</summary>
      <Toggles
        legend={legend}
        all={all}
        on={new Set(all.filter((one) => !without.value.has(one)))}
        name={(one) => one}
        change={(on) => {
          const others = [...without.value].filter((one) => !all.includes(one));
          without.value = new Set([...others, ...all.filter((one) => !on.has(one))]);
        }}
      />
    </details>
  );
}

/** A pose's own time: it runs, or stands where the pose is seen best. */
function useMoving(moving: boolean, pose: Signal<string>): Signal<number> {
  const ms = useSignal(still(pose.value));
  useEffect(() => {
    ms.value = still(pose.value);
    if (!moving) return;
    const begun = performance.now();
    const timer = setInterval(() => (ms.value = performance.now() - begun), every);
    return () => clearInterval(timer);
  }, [moving, pose.value]);
  return ms;
}
