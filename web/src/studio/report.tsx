import { useEffect, useRef } from 'preact/hooks';
import { useStudioWords } from './context';
import type { Found, Ghosts } from './ghosts';

/** How far the ghosts are, and what is wrong so far. */
export function GhostReport({ ghosts }: { ghosts: Ghosts }) {
  const words = useStudioWords();
  const { done, frames, pairs } = ghosts.progress.value;
  const found = ghosts.found.value;
  const { ghosts: crowd, places } = ghosts.rehearsal;
  const all = Object.values(places).reduce((sum, count) => sum + count, 0);
  return (
    <section class="ghosts" aria-label={words.ghosts}>
      {done < 1 ? (
        <>
          <p>{words.ghostsWalk(crowd, Math.floor(done * 100))}</p>
          <progress value={done} aria-label={words.ghosts} />
        </>
      ) : (
        <div role="status">
          <p>{words.ghostsDone(all)}</p>
          <p>{words.ghostsSaw(pairs, frames)}</p>
          {found.length === 0 && <p class="content">{words.ghostsContent}</p>}
        </div>
      )}
      {found.length > 0 && (
        <ol aria-live="polite" aria-label={words.faults(found.length)}>
          {found.map((one) => (
            <li key={`${one.code} ${one.kind} ${one.id}`}>
              <Picture of={one.picture} />
              <span>{sentence(words, one)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function sentence(words: ReturnType<typeof useStudioWords>, { code, kind, id }: Found): string {
  const all: Record<string, (id: string) => string> = words.ghostsFound[code];
  return all[kind]!(id);
}

function Picture({ of }: { of: HTMLCanvasElement }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current!.replaceChildren(of), [of]);
  return <div ref={place} class="seen" />;
}
