import { useEffect, useRef } from 'preact/hooks';
import type { Anchor, Box } from '../world/scene';
import { overlap } from './bubbles/place';
import { type Model, useModel } from './model';
import { TypingDots } from './panel/people';

/** A name under everybody's feet, with dots while they write. */
export function NameTags() {
  const model = useModel();
  const { world } = model;
  const layer = useRef<HTMLDivElement>(null);
  const me = world.me.value?.id;
  const sizes = useRef(new WeakMap<Element, Size>());
  // What is drawn anew may have another size.
  sizes.current = new WeakMap();
  useEffect(() => {
    const el = layer.current;
    if (!el) return;
    return model.sights.onFrame(() => hang(model, el, sizes.current));
  }, []);
  return (
    <div ref={layer} class="tags" aria-hidden="true">
      {world.people.value.map((person) => (
        <span
          key={person.id}
          data-who={person.id}
          class={[
            'tag',
            person.id === me && 'mine',
            world.ignored.value.has(person.id) && 'muted',
            world.silhouettes.value.has(person.id) && 'featureless',
          ]
            .filter(Boolean)
            .join(' ')}
        >
          <bdi>{person.name}</bdi>
          {world.typing.value.has(person.id) && <TypingDots />}
        </span>
      ))}
    </div>
  );
}

const below = 5;
/** Where a tag may go instead, when its own place would cover a face or another name. */
const shifts: readonly (readonly [number, number])[] = [0, 19].flatMap((y) =>
  [0, -18, 18, -36, 36].map((x) => [x, y] as const),
);

function hang(model: Model, layer: HTMLElement, sizes: WeakMap<Element, Size>): void {
  const anchors = model.sights.anchors();
  const { y: top, h } = model.sights.camera();
  const faces = [...anchors.values()].filter((a) => a.visible).map((a) => a.face);
  const hung: Box[] = [];
  for (const el of layer.children as HTMLCollectionOf<HTMLElement>) {
    const anchor = anchors.get(el.dataset.who ?? '');
    el.classList.toggle('absent', !anchor?.visible);
    if (!anchor?.visible) continue;
    const spot = tagSpot(anchor, sizeOf(el, sizes), faces, hung, top + h);
    // A name never covers a face: it waits until there is room.
    el.classList.toggle('hidden', !spot);
    if (!spot) continue;
    hung.push(spot);
    el.style.transform = `translate(${Math.round(spot.x)}px, ${Math.round(spot.y)}px)`;
  }
}

/** Where a name of some size hangs, above a lower edge; undefined where it would cover a face. */
export function tagSpot(
  { foot }: Pick<Anchor, 'foot'>,
  size: Size,
  faces: readonly Box[],
  hung: readonly Box[],
  bottom: number,
): Box | undefined {
  const own = { x: foot.x - size.w / 2, y: Math.min(foot.y + below, bottom - size.h), ...size };
  const places = shifts.map(([x, y]) => ({ ...own, x: own.x + x, y: own.y + y }));
  const clear = places.filter((box) => !faces.some((face) => overlap(face, box)));
  return clear.find((box) => !hung.some((other) => overlap(other, box))) ?? clear[0];
}

interface Size {
  w: number;
  h: number;
}

/** Measured again only when it changes: reading sizes each frame would lay the page out each frame. */
function sizeOf(el: HTMLElement, sizes: WeakMap<Element, Size>): Size {
  const known = sizes.get(el);
  if (known) return known;
  const size = { w: el.offsetWidth, h: el.offsetHeight };
  if (size.w > 0) sizes.set(el, size);
  return size;
}
