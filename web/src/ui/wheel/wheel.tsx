import { useRef, useState } from 'preact/hooks';
import { useModel, useWords } from '../model';
import type { Held } from '../screen';
import { useAround } from './around';
import { useFocus, useHeld, useOutside } from './hands';
import { gestureOf, opensWheel } from './keys';
import { FacePetal, GesturePetal } from './petals';
import { counts, type Petal, petalBy, type RingName, samePetal } from './ring';

/** A finger's width: so far above the hole's edge stands what stops. */
const stopHeight = 46;

/** What one's body and face can do, around oneself: every gesture and every face. */
export function GestureWheel() {
  const { screen, world } = useModel();
  const open = screen.wheel.value;
  return open && world.self.value ? <Wheel held={open.held} /> : null;
}

function Wheel({ held }: { held: Held | undefined }) {
  const { screen, world, actions } = useModel();
  const words = useWords();
  const wheel = useRef<HTMLDivElement>(null);
  /** Where the focus is, or will be. */
  const [at, setAt] = useState<Petal>({ ring: 'gestures', index: 0 });
  /** What the finger that opened the wheel has slid to. */
  const [aim, setAim] = useState<Petal>();
  const rings = useAround(wheel);
  const self = world.self.value;
  const doing = self?.doing;
  const button = ({ ring, index }: Petal) =>
    wheel.current?.querySelector<HTMLElement>(`[data-ring=${ring}] > :nth-child(${index + 1})`);
  const close = () => {
    screen.wheel.value = undefined;
  };
  useFocus(wheel, held === undefined, () => button(at));
  useOutside(wheel, close);
  useHeld(wheel, held, rings, {
    aim: setAim,
    choose: (petal) => button(petal)?.click(),
    stay: () => {
      screen.wheel.value = {};
    },
    close,
  });

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const gesture = gestureOf(e);
    const next = petalBy(e.key, at, doing !== undefined);
    if (gesture) {
      close();
      actions.perform(gesture);
    } else if (next) button(next)?.focus();
    else if (opensWheel(e) || e.key === 'Tab') close();
    else return;
    if (e.key !== 'Tab') e.preventDefault();
  };
  const petals = (ring: RingName) => Array.from({ length: counts[ring] }, (_, index): Petal => ({ ring, index }));
  const place = (petal: Petal) => ({
    petal,
    rings,
    current: samePetal(petal, at),
    aimed: samePetal(petal, aim),
    onFocus: () => setAt(petal),
    onChosen: close,
  });
  return (
    <div
      ref={wheel}
      class="wheel"
      role="menu"
      aria-label={words.wheel}
      style={square(rings.gestures)}
      onKeyDown={onKeyDown}
      onContextMenu={(e) => e.preventDefault()}
    >
      <div class="wheel-hole" style={square(rings.hole)} />
      <fieldset data-ring="gestures" aria-label={words.gestures}>
        {petals('gestures').map((petal) => (
          <GesturePetal key={petal.index} {...place(petal)} doing={doing} />
        ))}
      </fieldset>
      <fieldset data-ring="faces" aria-label={words.expressions}>
        {petals('faces').map((petal) => (
          <FacePetal key={petal.index} {...place(petal)} shown={self?.expression ?? 'neutral'} />
        ))}
      </fieldset>
      {doing && (
        <div data-ring="stop" class="wheel-stop" style={{ top: `${rings.gestures + rings.hole - stopHeight}px` }}>
          <button
            type="button"
            role="menuitem"
            tabIndex={at.ring === 'stop' ? 0 : -1}
            onFocus={() => setAt({ ring: 'stop', index: 0 })}
            onClick={() => {
              close();
              actions.rest();
            }}
          >
            {words.stopDoing(doing)}
          </button>
        </div>
      )}
    </div>
  );
}

/** The size of what has a radius. */
const square = (radius: number) => ({ width: `${2 * radius}px`, height: `${2 * radius}px` });
