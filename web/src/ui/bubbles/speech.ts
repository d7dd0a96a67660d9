import type { LineView, Millis, VisitorID } from '../../wire/types';

/** A line that hangs over its speaker's head. */
export interface Speech {
  line: LineView;
  /** full: readable; dot: shrunk, because too many spoke after it; leaving: fading out. */
  state: 'full' | 'dot' | 'leaving';
}

export const holds = { base: 4000, perCharacter: 60, most: 12_000, out: 200 } as const;

/** How long a line stays over its speaker. */
export function holdOf(line: LineView): number {
  return Math.min(holds.most, holds.base + holds.perCharacter * [...line.text].length);
}

/**
 * What hangs over heads at an instant, oldest first: everybody's newest line while it holds, the newest `most` of those
 * on the screen in full.
 */
export function speeches(
  lines: readonly LineView[],
  ignored: ReadonlyMap<VisitorID, string>,
  now: Millis,
  most: number,
  onScreen: (who: VisitorID) => boolean,
): Speech[] {
  const newest = new Map<VisitorID, LineView>();
  for (const line of lines) {
    const stays = line.at + holdOf(line) + holds.out > now;
    if (!stays || line.retracted || line.expired || ignored.has(line.who)) continue;
    newest.delete(line.who);
    newest.set(line.who, line);
  }
  const shown = [...newest.values()].filter((line) => onScreen(line.who));
  const full = new Set(shown.slice(-most));
  return [...newest.values()].map((line) => ({
    line,
    state: line.at + holdOf(line) <= now ? 'leaving' : full.has(line) ? 'full' : 'dot',
  }));
}
