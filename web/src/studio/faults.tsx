import { useStudioWords } from './context';
import type { Fault } from './desk';

/** What is wrong with what is looked at, beside its last good picture. */
export function Faults({ of, faults, drawn }: { of: string; faults: readonly Fault[]; drawn: boolean }) {
  const words = useStudioWords();
  if (faults.length === 0) return null;
  return (
    <section class="faults" role="alert">
      <h2>{words.faultsOf(of)}</h2>
      <p class="hint">{drawn ? words.lastGood : words.never}</p>
      <Told faults={faults} />
    </section>
  );
}

/** What may be meant so, for whoever wants to read it. */
export function Hints({ hints }: { hints: readonly Fault[] }) {
  const words = useStudioWords();
  if (hints.length === 0) return null;
  return (
    <details class="hints">
      <summary>{words.hints(hints.length)}</summary>
      <Told faults={hints} />
    </details>
  );
}

function Told({ faults }: { faults: readonly Fault[] }) {
  const words = useStudioWords();
  return (
    <ol>
      {faults.map(({ code, where, problem, remedy }, i) => (
        <li key={`${i} ${where}`}>
          {code && <strong>{words.faultCodes[code] ?? code}</strong>}
          <code>{where}</code>
          {code && words.remedies[code]}
          <span lang="en">
            {problem}
            {remedy && `: ${remedy}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
