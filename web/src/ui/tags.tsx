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
  useEffect(() => {
    const el = layer.current;
    if (!el) return;
    const sizes = new WeakMap<Element, { w: number; h: number; text: string }>();
    return model.sights.onFrame(() => hang(model, el, sizes));
  }, []);
  return (
    <div ref={layer} class="tags" aria-hidden="true">
      {world.people.value.map((person) => (
        <span
          key={person.id}
          data-who={person.id}
          class={['tag', person.id === me && 'mine', world.ignored.value.has(person.id) && 'muted']
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

function hang(model: Model, layer: HTMLElement, sizes: WeakMap<Element, { w: number; h: number; text: string }>): void {
  const anchors = model.sights.anchors();
  const bottom = model.sights.camera();
  for (const el of layer.children as HTMLCollectionOf<HTMLElement>) {
    const who = el.dataset.who ?? '';
    const anchor = anchors.get(who);
    el.classList.toggle('absent', !anchor?.visible);
    if (!anchor?.visible) continue;
    let size = sizes.get(el);
    if (!size || size.text !== el.textContent || size.w === 0) {
      size = { w: el.offsetWidth, h: el.offsetHeight, text: el.textContent ?? '' };
      sizes.set(el, size);
    }
    const y = Math.min(anchor.foot.y + below, bottom.y + bottom.h - size.h);
    const spot = clearOf(anchors, who, { x: anchor.foot.x - size.w / 2, y, w: size.w, h: size.h });
    // A name never covers a face: it waits until there is room.
    el.classList.toggle('hidden', !spot);
    if (spot) el.style.transform = `translate(${Math.round(spot.x)}px, ${Math.round(spot.y)}px)`;
  }
}

/** The tag's place, shifted aside where a face would be covered; undefined when no shift helps. */
function clearOf(anchors: ReadonlyMap<string, Anchor>, who: string, box: Box): Box | undefined {
  const faces = [...anchors].filter(([id, a]) => id !== who && a.visible).map(([, a]) => a.face);
  for (const shift of [0, -18, 18, -36, 36]) {
    const moved = { ...box, x: box.x + shift };
    if (!faces.some((face) => overlap(face, moved))) return moved;
  }
  return undefined;
}
