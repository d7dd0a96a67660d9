import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Alone } from './alone';
import { Asked } from './asked';
import { Bubbles } from './bubbles/bubbles';
import { EntryCard } from './card/card';
import { ChatBar } from './chat/bar';
import { Doors } from './doors';
import { PersonMenu } from './menu';
import { Missed } from './missed';
import { useModel, useWords } from './model';
import { SidePanel } from './panel/panel';
import { useRoot } from './root';
import { Stranger } from './stranger';
import { NameTags } from './tags';
import { Toast } from './toast';
import { TopBar } from './top';
import { HoldRing } from './wheel/holding';
import { gestureOf, idles, opensWheel } from './wheel/keys';
import { GestureWheel } from './wheel/wheel';

/** The whole screen: the painted room, what hangs on it, and the controls around it; the camera comes from outside. */
export function Street({ camera }: { camera: ComponentChildren }) {
  const { visit, page, screen, prefs } = useModel();
  const inside = visit.value === 'inside';
  const covered = page.value !== undefined;
  const finder = screen.finder.value;
  const bare = finder?.taken;
  const framing =
    finder && `framing ${finder.names && !bare ? '' : 'nameless'} ${finder.bubbles && !bare ? '' : 'silent'}`;
  useRoot(prefs);
  useKeys(inside && !covered);
  return (
    <>
      <div
        class={covered ? 'street covered' : 'street'}
        inert={covered}
        style={{ '--keyboard': `${screen.keyboard.value}px`, '--bar': `${screen.barHeight.value}px` }}
      >
        <main class={`place ${framing ?? ''}`}>
          <SceneHost />
          <NameTags />
          <Bubbles />
          <Doors />
          {inside && (
            <>
              <TopBar />
              <HoldRing />
              <PersonMenu />
              <Alone />
              <Missed />
              {camera}
              <Asked />
              <Stranger />
              <ChatBar />
              <GestureWheel />
            </>
          )}
          {!inside && <EntryCard />}
        </main>
        {inside && <SidePanel />}
      </div>
      <Toast />
    </>
  );
}

/** The element the room is painted in, once it is seen at all. It takes the arrow keys. */
function SceneHost() {
  const { visit, page, world, prefs, mountScene } = useModel();
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const inside = visit.value === 'inside';
  const [seen, setSeen] = useState(false);
  if (!page.value && !seen) setSeen(true);
  useEffect(() => (host.current && seen ? mountScene(host.current) : undefined), [seen]);
  useEffect(() => {
    if (inside && document.activeElement === document.body) host.current?.focus({ preventScroll: true });
  }, [inside]);
  return (
    <div
      ref={host}
      class="scene"
      role="application"
      tabIndex={inside ? 0 : -1}
      aria-label={words.scene(world.view.value?.room.title[prefs.lang.value] ?? words.street)}
    />
  );
}

const arrows: Record<string, [number, number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
const stepEvery = 250;

/** Arrows walk, 1 to 8 and G are gestures, "/" goes to the chat box, "p" opens the camera, "m" turns sound on and off, Escape comes back to the room. */
function useKeys(inside: boolean): void {
  const { actions, prefs, screen } = useModel();
  useEffect(() => {
    if (!inside) return;
    const held = new Set<string>();
    let timer: ReturnType<typeof setInterval> | undefined;
    const step = () => {
      const sum = [...held].map((key) => arrows[key]!).reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]);
      if (sum[0] !== 0 || sum[1] !== 0) actions.step(sum[0], sum[1]);
    };
    const release = (key?: string) => {
      if (key) held.delete(key);
      else held.clear();
      if (held.size === 0) clearInterval(timer);
    };
    const down = (e: KeyboardEvent) => {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
      const target = e.target as HTMLElement;
      const gesture = screen.finder.peek() ? undefined : gestureOf(e);
      if (e.key in arrows && walks(target) && !screen.finder.peek()) {
        e.preventDefault();
        if (e.repeat || held.has(e.key)) return;
        held.add(e.key);
        clearInterval(timer);
        timer = setInterval(step, stepEvery);
        step();
      } else if (idles(target) && (gesture || opensWheel(e))) {
        e.preventDefault();
        if (e.repeat) return;
        if (gesture) actions.perform(gesture);
        else screen.openWheel();
      } else if (e.key === '/' && !target.matches('input, textarea')) {
        e.preventDefault();
        document.querySelector<HTMLElement>('.line')?.focus();
      } else if (e.key === 'p' && !target.matches('input, textarea')) {
        e.preventDefault();
        actions.photograph();
      } else if (e.key === 'm' && !target.matches('input:not([type=range]):not([type=checkbox]), textarea')) {
        e.preventDefault();
        prefs.sound.value = !prefs.sound.peek();
        const words = prefs.words.peek();
        screen.say(prefs.sound.peek() ? words.soundOn : words.soundOff);
      } else if (e.key === 'Escape' && !screen.closeTop()) {
        if (target.closest('.panel')) screen.panel.value = undefined;
        document.querySelector<HTMLElement>('.scene')?.focus({ preventScroll: true });
      }
    };
    const up = (e: KeyboardEvent) => release(e.key);
    const blur = () => release();
    addEventListener('keydown', down);
    addEventListener('keyup', up);
    addEventListener('blur', blur);
    return () => {
      removeEventListener('keydown', down);
      removeEventListener('keyup', up);
      removeEventListener('blur', blur);
      clearInterval(timer);
    };
  }, [inside]);
}

/** The scene, nothing at all, or an empty chat box has the focus. */
function walks(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return target.matches('.line') && target.value === '';
  return idles(target);
}
