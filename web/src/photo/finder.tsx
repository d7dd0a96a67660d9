import { type Signal, signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { type Model, useModel } from '../ui/model';
import { phoneWidth } from '../ui/screen';
import type { Box, Exposure } from '../world/scene';
import type { Moment } from './captions';
import { Choices } from './choices';
import { legendOf, type Taken } from './compose';
import type { Style } from './frames';
import { useKeysFirst } from './keys';
import type { CameraNeeds } from './needs';
import { type Shape, scaleOf, shapes } from './shapes';
import { usePhotoWords } from './words';

/** The shape chosen last, for as long as the page lives. */
const chosen: Signal<Shape | undefined> = signal(undefined);
/** One press of an arrow key, in CSS pixels, and of plus or minus. */
const stride = 48;
const nearer = 1.15;
/** So many are named of those who are silhouettes. */
const named = 4;

const steps: Record<string, [number, number, number]> = {
  ArrowLeft: [stride, 0, 1],
  ArrowRight: [-stride, 0, 1],
  ArrowUp: [0, stride, 1],
  ArrowDown: [0, -stride, 1],
  '+': [0, 0, nearer],
  '-': [0, 0, 1 / nearer],
};

interface Props {
  needs: CameraNeeds;
  style: Signal<Style>;
  done(taken: Taken): void;
}

/** The viewfinder over the room, which still moves under fingers and the wheel. */
export function Finder({ needs, style, done }: Props) {
  const model = useModel();
  const { screen } = model;
  const words = usePhotoWords();
  const frame = useRef<HTMLDivElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const [exposing, setExposing] = useState(false);
  const shape = chosen.value ?? (screen.width.value < phoneWidth ? 'tall' : 'wide');
  const closed = useRef(false);
  useLayoutEffect(() => {
    shutter.current?.focus({ preventScroll: true });
    return () => {
      closed.current = true;
    };
  }, []);

  useKeysFirst((key) => {
    const step = steps[key];
    if (step) needs.scene.steer(...step);
    return step !== undefined;
  });
  const shoot = async () => {
    if (exposing) return;
    setExposing(true);
    const box = boxIn(frame.current!);
    const moment = momentOf(model);
    try {
      const exposure = await needs.scene.photograph({ frame: box, scale: scaleOf(box) });
      if (!closed.current) done(taken(model, moment, exposure));
    } catch (fault) {
      if (closed.current) return;
      console.error(fault);
      screen.say(words.failed);
      setExposing(false);
    }
  };
  return (
    <section class={exposing ? 'finder exposing' : 'finder'} role="dialog" aria-label={words.finder}>
      <header>
        <button
          type="button"
          class="round"
          aria-label={words.close}
          title={words.close}
          onClick={() => (screen.finder.value = undefined)}
        >
          <Icon name="close" />
        </button>
        <Silhouettes />
      </header>
      <div class="finder-room">
        <div ref={frame} class="finder-frame" style={{ '--ratio': shapes[shape] }}>
          <Corners />
        </div>
      </div>
      <footer>
        <p class="unseen">
          {words.hint}. {words.keys}.
        </p>
        <Choices style={style} />
        <div class="finder-row">
          <fieldset class="switch shapes">
            <legend class="unseen">{words.shape}</legend>
            {(Object.keys(shapes) as Shape[]).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={shape === one}
                aria-label={words.shapes[one]}
                title={words.shapes[one]}
                onClick={() => (chosen.value = one)}
              >
                <i style={{ '--ratio': shapes[one] }} />
              </button>
            ))}
          </fieldset>
          <button
            ref={shutter}
            type="button"
            class="shutter"
            aria-label={words.shutter}
            title={words.shutter}
            aria-disabled={exposing}
            onClick={shoot}
          />
        </div>
      </footer>
      <p class="unseen" role="status">
        {exposing && words.developing}
      </p>
    </section>
  );
}

/** Who will be a silhouette, as long as they do not say otherwise. */
function Silhouettes() {
  const { world } = useModel();
  const words = usePhotoWords();
  const names = world.people.value.filter(({ id }) => world.silhouettes.value.has(id)).map(({ name }) => name);
  return (
    <p class="finder-note" role="status">
      {names.length > 0 && (
        <>
          <Icon name="silhouette" />
          <span dir="auto">{words.silhouettes(names.slice(0, named), Math.max(0, names.length - named))}</span>
        </>
      )}
    </p>
  );
}

function Corners() {
  return (
    <>
      <i class="nw" />
      <i class="ne" />
      <i class="sw" />
      <i class="se" />
    </>
  );
}

/** Where the frame is on the scene, which lies under the whole viewfinder. */
function boxIn(frame: HTMLElement): Box {
  const { x, y, width, height } = frame.getBoundingClientRect();
  const scene = frame.closest('.finder')!.getBoundingClientRect();
  return { x: x - scene.x, y: y - scene.y, w: width, h: height };
}

function momentOf({ world, now }: Model): Moment {
  const view = world.view.peek();
  return {
    at: now(),
    me: world.me.peek()?.id,
    names: new Map(view?.people.map(({ id, name }) => [id, name])),
    lines: view?.lines ?? [],
    ignored: world.unheard.peek(),
  };
}

function taken({ world, prefs, screen }: Model, moment: Moment, exposure: Exposure): Taken {
  const lang = prefs.lang.peek();
  const title = world.view.peek()?.room.title[lang] ?? '';
  const large = prefs.textSize.peek() / 100;
  const bubble = (screen.width.peek() < phoneWidth ? 15 : 14) * large;
  return { exposure, moment, legend: legendOf(title, new Date(), lang), letters: { bubble, tag: 12 * large } };
}
