import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { poses } from '../figure/pose';
import { ExpressionFace, expressions } from '../ui/icons';
import type { Page } from '../ui/model';
import { useModel, useWords } from '../ui/model';
import { Avatar, sharpest } from './avatar';
import { Backdrop } from './backdrop';
import { type Margins, stand } from './camera';
import { useClosetWords, useStudio } from './context';
import { ClosetIcon } from './icons';

/** What the controls at the stage's edges take of it, in pixels: on a phone they stand at its sides. */
const marginsOf = (width: number): Margins => (width < closetPhone ? { top: 14, bottom: 40 } : { top: 66, bottom: 74 });
/** Below this width the closet is laid out for a phone. */
const closetPhone = 760;
/** Pixels of dragging that turn the figure by one facing. */
const turnEvery = 70;

/** The live avatar before its backdrop, to be turned, posed and looked at closely. */
export function Stage({ page, children }: { page: Page; children?: preact.ComponentChildren }) {
  const studio = useStudio();
  const { prefs } = useModel();
  const words = useClosetWords();
  const { viewing, fitting } = studio;
  const canvas = useRef<HTMLCanvasElement>(null);
  const facing = words.facing[viewing.facing.value];
  const worn = useComputed(() => studio.recipe.wear.map(({ item }) => studio.nameOf(item)).join(', '));

  useEffect(() => {
    const avatar = new Avatar(canvas.current!, {
      dressed: () => fitting.shown.peek()?.drawing,
      facing: () => viewing.facing.peek(),
      pose: () => viewing.pose.peek(),
      expression: () => viewing.expression.peek(),
      zoom: () => viewing.zoom.peek(),
      margins: () => marginsOf(innerWidth),
      still: () => prefs.lessMotion.peek(),
    });
    return () => avatar.destroy();
  }, []);
  useFineness(canvas);

  return (
    <section class="stage" aria-label={words.stage}>
      <Backdrop page={page} />
      <canvas
        ref={canvas}
        class={fitting.busy.value ? 'figure changing' : 'figure'}
        role="img"
        aria-label={`${words.stage}: ${facing}. ${worn.value}`}
        {...useDragging()}
      />
      {children}
      <div class="stage-turns">
        <Round icon="turnLeft" label={words.turnLeft} act={() => viewing.turn(-1)} />
        <Round icon="turnRight" label={words.turnRight} act={() => viewing.turn(1)} />
        <Round icon="further" label={words.further} act={() => viewing.magnify(1 / 1.35)} />
        <Round icon="nearer" label={words.nearer} act={() => viewing.magnify(1.35)} />
      </div>
      <Palettes />
      <p class="fitting-sign" role="status">
        {fitting.busy.value && fitting.shown.value ? words.fitting : ''}
      </p>
    </section>
  );
}

/** Sheets are drawn as fine as they are shown; a changed window or zoom draws them anew after a moment. */
function useFineness(canvas: { current: HTMLCanvasElement | null }): void {
  const { viewing, fitting } = useStudio();
  const { screen } = useModel();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useSignalEffect(() => {
    const zoom = viewing.zoom.value;
    const width = screen.width.value;
    const el = canvas.current;
    if (!el) return;
    const { scale } = stand(el.clientWidth, el.clientHeight, marginsOf(width), zoom, false);
    const wanted = Math.max(1, scale * Math.min(devicePixelRatio, sharpest));
    clearTimeout(timer.current);
    if (!fitting.shown.peek()) {
      viewing.fineness.value = wanted;
      return;
    }
    const off = wanted / viewing.fineness.peek();
    if (off < 1.15 && off > 0.4) return;
    timer.current = setTimeout(() => {
      viewing.fineness.value = wanted;
      void fitting.redraw();
    }, 300);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Dragging sideways turns, two fingers or the wheel bring nearer. */
function useDragging() {
  const { viewing } = useStudio();
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const way = useRef(0);
  const apart = () => {
    const [a, b] = [...pointers.current.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  const forget = (e: PointerEvent) => void pointers.current.delete(e.pointerId);
  return {
    onPointerDown: (e: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
      e.currentTarget.setPointerCapture(e.pointerId);
      pointers.current.set(e.pointerId, { x: e.clientX, y: e.clientY });
      way.current = 0;
    },
    onPointerMove: (e: PointerEvent) => {
      const before = pointers.current.get(e.pointerId);
      if (!before) return;
      const gap = apart();
      pointers.current.set(e.pointerId, { x: e.clientX, y: e.clientY });
      if (pointers.current.size > 1) {
        if (gap > 0) viewing.magnify(apart() / gap);
        return;
      }
      way.current += e.clientX - before.x;
      if (Math.abs(way.current) < turnEvery) return;
      viewing.turn(way.current > 0 ? -1 : 1);
      way.current = 0;
    },
    onPointerUp: forget,
    onPointerCancel: forget,
    onWheel: (e: WheelEvent) => {
      e.preventDefault();
      viewing.magnify(Math.exp(-e.deltaY / 500));
    },
  };
}

function Palettes() {
  const { viewing } = useStudio();
  const words = useClosetWords();
  const all = useWords();
  const open = viewing.palette.value;
  const toggle = (name: 'poses' | 'faces') => {
    viewing.palette.value = open === name ? undefined : name;
  };
  return (
    <div class="stage-palettes">
      {open === 'poses' && (
        <fieldset class="stage-palette poses">
          <legend class="unseen">{words.poses}</legend>
          {poses.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={viewing.pose.value === name}
              onClick={() => (viewing.pose.value = name)}
            >
              {words.poseNames[name] ?? name}
            </button>
          ))}
        </fieldset>
      )}
      {open === 'faces' && (
        <fieldset class="stage-palette faces">
          <legend class="unseen">{words.faces}</legend>
          {expressions.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={viewing.expression.value === name}
              aria-label={all.faces[name]}
              title={all.faces[name]}
              onClick={() => (viewing.expression.value = name)}
            >
              <ExpressionFace name={name} />
            </button>
          ))}
        </fieldset>
      )}
      <button
        type="button"
        class="round"
        aria-expanded={open === 'poses'}
        aria-label={words.poses}
        title={words.poses}
        onClick={() => toggle('poses')}
      >
        <ClosetIcon name="pose" />
      </button>
      <button
        type="button"
        class="round"
        aria-expanded={open === 'faces'}
        aria-label={words.faces}
        title={words.faces}
        onClick={() => toggle('faces')}
      >
        <ExpressionFace name={viewing.expression.value === 'neutral' ? 'smile' : viewing.expression.value} />
      </button>
    </div>
  );
}

function Round({
  icon,
  label,
  act,
}: {
  icon: 'turnLeft' | 'turnRight' | 'nearer' | 'further';
  label: string;
  act(): void;
}) {
  return (
    <button type="button" class="round" aria-label={label} title={label} onClick={act}>
      <ClosetIcon name={icon} />
    </button>
  );
}
