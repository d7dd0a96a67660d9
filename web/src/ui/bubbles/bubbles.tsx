import { signal, useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Box, Spot } from '../../world/scene';
import { isStrange } from '../../world/select';
import { walking } from '../../world/where';
import { Icon } from '../icons';
import { type Model, useModel, useWords } from '../model';
import { phoneWidth } from '../screen';
import { type Ask, place, tailPath } from './place';
import { type Speech, speeches } from './speech';

const checkEvery = 120;
/** A keyboard leaves room for so many. */
const besideKeyboard = 2;
const onPhone = 4;
const onDesktop = 8;
const air = 6;
/** The bar along the top. */
const topBar = 62;

/** What is said, over the heads of those who say it. The log says it to screen readers. */
export function Bubbles() {
  const model = useModel();
  const { world, screen, now } = model;
  const spoken = useRef(signal<readonly Speech[]>([])).current;
  const layer = useRef<HTMLDivElement>(null);

  useSignalEffect(() => {
    const me = world.me.value?.id;
    const known = model.acquainted.value;
    const lines = (world.view.value?.lines ?? []).filter((l) => !isStrange(l, l.who === me, known));
    const ignored = world.unheard.value;
    const most = screen.keyboard.value > 0 ? besideKeyboard : screen.width.value < phoneWidth ? onPhone : onDesktop;
    const onScreen = (who: string) => model.sights.anchors().get(who)?.visible ?? false;
    const update = () => {
      const next = speeches(lines, ignored, now(), most, onScreen);
      const same = next.every((s, i) => s.line === spoken.peek()[i]?.line && s.state === spoken.peek()[i]?.state);
      if (!same || next.length !== spoken.peek().length) spoken.value = next;
    };
    update();
    const timer = setInterval(update, checkEvery);
    return () => clearInterval(timer);
  });
  useEffect(() => {
    const el = layer.current;
    if (!el) return;
    const landing = new Landing(model, el);
    return model.sights.onFrame(() => landing.frame());
  }, []);
  return (
    <div ref={layer} class="bubbles" aria-hidden="true">
      {spoken.value.map((speech) => (
        <Bubble key={speech.line.position} speech={speech} />
      ))}
    </div>
  );
}

function Bubble({ speech: { line, state } }: { speech: Speech }) {
  const { world } = useModel();
  const words = useWords();
  const mine = useComputed(() => line.who === world.me.value?.id);
  const featureless = useComputed(() => world.silhouettes.value.has(line.who));
  const kind = [
    'bubble',
    state,
    mine.value && 'mine',
    line.to && 'whispered',
    line.stage && 'staged',
    featureless.value && 'featureless',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div class={kind} data-who={line.who} data-state={state}>
      <svg class="tail" aria-hidden="true">
        <path class="filling" />
        <path class="edges" />
      </svg>
      <div class="balloon">
        {line.to && (
          <span class="whisper-tag">
            <Icon name="whisper" />
            {mine.value ? words.whisperTo(line.toName ?? '') : words.whisperFrom}
          </span>
        )}
        <p dir="auto" lang={line.lang}>
          {line.text}
        </p>
        <span class="more">…</span>
      </div>
    </div>
  );
}

/** Keeps every bubble over its speaker, frame by frame. It writes transforms only, past Preact. */
class Landing {
  private readonly landed = new WeakMap<Element, { at: Spot; path: unknown }>();
  private readonly sizes = new WeakMap<Element, { w: number; h: number }>();

  constructor(
    private readonly model: Model,
    private readonly layer: HTMLElement,
  ) {
    layer.addEventListener('click', (e) => this.open(e.target as Element));
  }

  frame(): void {
    const anchors = this.model.sights.anchors();
    const asks: Ask[] = [];
    const balloons = new Map<string, HTMLElement>();
    for (const el of this.layer.children as HTMLCollectionOf<HTMLElement>) {
      const who = el.dataset.who ?? '';
      const anchor = anchors.get(who);
      el.classList.toggle('absent', !anchor?.visible);
      if (!anchor?.visible) continue;
      if (el.dataset.state === 'dot') {
        el.style.transform = `translate(${anchor.crown.x}px, ${anchor.crown.y}px)`;
        continue;
      }
      const landed = this.landed.get(el)?.at;
      asks.push({ id: who, crown: anchor.crown, ...this.size(el), ...(landed && { landed }) });
      balloons.set(who, el);
    }
    if (asks.length === 0) return;
    const phone = this.model.screen.width.peek() < phoneWidth;
    const faces = [...anchors.values()].filter((a) => a.visible).map((a) => a.face);
    const places = place(asks, { bounds: this.bounds(), faces, spare: phone ? 1 : 0 });
    for (const ask of asks) this.put(balloons.get(ask.id)!, ask, places.get(ask.id));
  }

  private put(el: HTMLElement, ask: Ask, at: ({ faint: boolean } & Spot) | undefined): void {
    el.classList.toggle('placeless', !at);
    el.classList.toggle('faint', at?.faint ?? false);
    if (!at) {
      el.style.transform = `translate(${ask.crown.x}px, ${ask.crown.y}px)`;
      return;
    }
    const person = this.model.world.person(ask.id);
    const landed = this.landed.get(el);
    if (!landed) {
      this.landed.set(el, { at: { x: at.x, y: at.y }, path: person?.path });
      el.classList.add('landed');
    } else if (at.faint && person && landed.path !== person.path && !walking(person, this.model.now())) {
      // Its speaker walked to where it covers a face: from here it looks for a place again.
      this.landed.delete(el);
    }
    const box = { x: ask.crown.x + at.x, y: ask.crown.y + at.y, w: ask.w, h: ask.h };
    el.style.transform = `translate(${box.x}px, ${box.y}px)`;
    drawTail(el.firstElementChild as SVGElement, box, ask.crown);
  }

  /** Measured once: reading sizes each frame would lay the page out each frame. */
  private size(el: HTMLElement): { w: number; h: number } {
    const known = this.sizes.get(el);
    if (known) return known;
    const balloon = el.querySelector<HTMLElement>('.balloon')!;
    const text = balloon.querySelector('p')!;
    el.classList.toggle('long', text.scrollHeight > text.clientHeight + 2);
    const size = { w: balloon.offsetWidth, h: balloon.offsetHeight };
    if (size.w > 0) this.sizes.set(el, size);
    return size;
  }

  /** "..." shows the whole line. */
  private open(target: Element): void {
    const el = target.closest('.bubble.long');
    if (!el) return;
    el.classList.remove('long');
    el.classList.add('opened');
    this.sizes.delete(el);
    this.landed.delete(el);
  }

  private bounds(): Box {
    const { x, y, w, h } = this.model.sights.camera();
    return { x: x + air, y: y + topBar, w: w - 2 * air, h: h - topBar - air };
  }
}

/** The tail as one outline with the balloon: its filling reaches over the balloon's border, its edges end on it. */
function drawTail(svg: SVGElement, box: Box, crown: Spot): void {
  const [filling, edges] = svg.children as HTMLCollectionOf<SVGPathElement>;
  draw(filling!, tailPath(box, crown, box.h - 3));
  draw(edges!, tailPath(box, crown, box.h - 1));
}

function draw(path: SVGPathElement, d: string): void {
  if (path.getAttribute('d') !== d) path.setAttribute('d', d);
}
