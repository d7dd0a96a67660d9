import type { ComponentChildren } from 'preact';
import { gestures, isLasting, type Lasting } from '../../world/reduce';
import { ExpressionFace, expressions } from '../icons';
import { useModel, useWords } from '../model';
import { GestureIcon } from './drawings';
import { lineWidth, rim, shapeOf } from './petal';
import type { Petal, Rings } from './ring';

interface Placed {
  petal: Petal;
  rings: Rings;
  /** The one that Tab leads to. */
  current: boolean;
  /** The one that a sliding finger would choose. */
  aimed: boolean;
  onFocus(): void;
  onChosen(): void;
}

/** A gesture; one that goes on is ended by choosing it again. */
export function GesturePetal({ doing, ...placed }: Placed & { doing: Lasting | undefined }) {
  const { actions } = useModel();
  const words = useWords();
  const { index } = placed.petal;
  const name = gestures[index]!;
  return (
    <PetalButton
      {...placed}
      means={isLasting(name) ? { role: 'menuitemcheckbox', 'aria-checked': doing === name } : { role: 'menuitem' }}
      label={words.moves[name]}
      shortcut={String(index + 1)}
      act={() => actions.perform(name)}
    >
      <GestureIcon name={name} />
      <span class="petal-name">{words.moves[name]}</span>
    </PetalButton>
  );
}

export function FacePetal({ shown, ...placed }: Placed & { shown: string }) {
  const { actions } = useModel();
  const words = useWords();
  const name = expressions[placed.petal.index]!;
  return (
    <PetalButton
      {...placed}
      means={{ role: 'menuitemradio', 'aria-checked': name === shown }}
      label={words.faces[name]!}
      act={() => actions.express(name)}
    >
      <ExpressionFace name={name} />
    </PetalButton>
  );
}

interface PetalProps extends Placed {
  /** What it is to a screen reader. */
  means: { role: 'menuitem' } | { role: 'menuitemcheckbox' | 'menuitemradio'; 'aria-checked': boolean };
  label: string;
  shortcut?: string;
  act(): void;
  children: ComponentChildren;
}

function PetalButton({ petal, rings, current, aimed, means, label, shortcut, ...rest }: PetalProps) {
  const { box, area, outline, middle, corner } = shapeOf(petal, rings);
  const choose = () => {
    rest.onChosen();
    rest.act();
  };
  return (
    <button
      type="button"
      class={aimed ? 'petal aimed' : 'petal'}
      {...means}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={label}
      tabIndex={current ? 0 : -1}
      style={{
        left: `${rings.gestures + box.x}px`,
        top: `${rings.gestures + box.y}px`,
        width: `${box.w}px`,
        height: `${box.h}px`,
        clipPath: `path("${area}")`,
        '--order': petal.index,
      }}
      onFocus={rest.onFocus}
      onClick={choose}
    >
      <svg class="petal-shape" width={box.w} height={box.h} aria-hidden="true">
        <path class="petal-line" d={outline} stroke-width={2 * (rim + lineWidth)} />
        <path class="petal-fill" d={outline} stroke-width={2 * rim} />
      </svg>
      <span class="petal-face" style={{ left: `${middle.x}px`, top: `${middle.y}px` }}>
        {rest.children}
      </span>
      {shortcut && (
        <span class="petal-key" data-key={shortcut} style={{ left: `${corner.x}px`, top: `${corner.y}px` }} />
      )}
    </button>
  );
}
