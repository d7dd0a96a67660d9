import { useEffect, useRef } from 'preact/hooks';
import type { VisitorID } from '../wire/types';
import type { Anchor, Box } from '../world/scene';
import { overlap } from './bubbles/place';
import { Hanging } from './hanging';
import { Icon } from './icons';
import { JoinButtons } from './joins';
import { type Model, useModel } from './model';
import { TypingDots } from './panel/people';

/** A name under everybody's feet, with dots while they write and a sign while they sleep; on it hangs what one may join. */
export function NameTags() {
  const model = useModel();
  const { world } = model;
  const layer = useRef<HTMLDivElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const me = world.me.value?.id;
  const sizes = useRef(new WeakMap<Element, Size>());
  // What is drawn anew may have another size.
  sizes.current = new WeakMap();
  useEffect(() => {
    const hanging = new Hanging();
    return model.sights.onFrame(() => {
      if (!layer.current || !buttons.current) return;
      const tags = hang(model, layer.current, sizes.current);
      hangOn(model, buttons.current, tags, hanging, sizes.current);
    });
  }, []);
  return (
    <>
      <div ref={layer} class="tags" aria-hidden="true">
        {world.people.value.map((person) => (
          <span
            key={person.id}
            data-who={person.id}
            class={[
              'tag',
              person.id === me && 'mine',
              world.unheard.value.has(person.id) && 'muted',
              world.silhouettes.value.has(person.id) && 'featureless',
            ]
              .filter(Boolean)
              .join(' ')}
          >
            {person.kind === 'program' && <Icon name="program" />}
            <bdi>{person.name}</bdi>
            {person.doing === 'sleep' && <Zzz />}
            {world.typing.value.has(person.id) && <TypingDots />}
          </span>
        ))}
      </div>
      <div ref={buttons} class="joins">
        <JoinButtons />
      </div>
    </>
  );
}

/** Somebody sleeps; the list of people says it in words. */
function Zzz() {
  return (
    <span class="zzz">
      <i>z</i>
      <i>z</i>
      <i>z</i>
    </span>
  );
}

const below = 5;
/** Where a tag may go instead, when its own place would cover a face or another name. */
const shifts: readonly (readonly [number, number])[] = [0, 19].flatMap((y) =>
  [0, -18, 18, -36, 36].map((x) => [x, y] as const),
);

/** Hangs the names; the answer is where they hang. */
function hang(model: Model, layer: HTMLElement, sizes: WeakMap<Element, Size>): Map<VisitorID, Box> {
  const anchors = model.sights.anchors();
  const { y: top, h } = model.sights.camera();
  const faces = facesOf(model);
  const hung = new Map<VisitorID, Box>();
  for (const el of layer.children as HTMLCollectionOf<HTMLElement>) {
    const who = el.dataset.who ?? '';
    const anchor = anchors.get(who);
    el.classList.toggle('absent', !anchor?.visible);
    if (!anchor?.visible) continue;
    const spot = tagSpot(anchor, sizeOf(el, sizes), faces, [...hung.values()], top + h);
    // A name never covers a face: it waits until there is room.
    el.classList.toggle('hidden', !spot);
    if (!spot) continue;
    hung.set(who, spot);
    move(el, spot);
  }
  return hung;
}

/** In a crowd that dances, so many may be joined on the screen. */
const mostJoined = 6;

/** Hangs the buttons on the names; one without room waits, unless somebody has their finger on it. */
function hangOn(
  model: Model,
  layer: HTMLElement,
  tags: ReadonlyMap<VisitorID, Box>,
  hanging: Hanging,
  sizes: WeakMap<Element, Size>,
): void {
  if (layer.childElementCount === 0) return;
  const bounds = model.sights.camera();
  const taken = [...facesOf(model), ...tags.values()];
  let left = mostJoined;
  for (const el of layer.children as HTMLCollectionOf<HTMLElement>) {
    const who = el.dataset.who ?? '';
    const tag = tags.get(who);
    const spot = tag && left > 0 ? hanging.place(who, sizeOf(el, sizes), tag, bounds, taken) : undefined;
    el.classList.toggle('hidden', !spot && !el.matches(':focus, :active'));
    if (!spot) continue;
    left--;
    taken.push(spot);
    move(el, spot);
  }
}

function facesOf({ sights }: Model): Box[] {
  return [...sights.anchors().values()].filter((a) => a.visible).map((a) => a.face);
}

function move(el: HTMLElement, { x, y }: Box): void {
  el.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
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
