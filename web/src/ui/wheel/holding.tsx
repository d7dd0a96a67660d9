import { useModel } from '../model';

/** Grows around the finger that rests on oneself, until the wheel opens. */
export function HoldRing() {
  const at = useModel().screen.resting.value;
  if (!at) return null;
  return (
    <svg class="hold-ring" viewBox="-40 -40 80 80" aria-hidden="true" style={{ left: `${at.x}px`, top: `${at.y}px` }}>
      <circle class="hold-back" r="32" />
      <circle class="hold-run" r="32" pathLength="1" />
    </svg>
  );
}
