import type { LineView, Millis, VisitorID } from '../wire/types';
import type { Note } from './world';

/** A line or a note, in the order they happened. */
export type Entry = { kind: 'line'; line: LineView } | { kind: 'note'; note: Note };

/** The log: lines and notes merged by time, without those of ignored people. */
export function entries(
  lines: readonly LineView[],
  notes: readonly Note[],
  ignored: ReadonlyMap<VisitorID, string>,
): Entry[] {
  const all: Entry[] = [
    ...lines.map((line): Entry => ({ kind: 'line', line })),
    ...notes.map((note): Entry => ({ kind: 'note', note })),
  ].filter((e) => !ignored.has(e.kind === 'line' ? e.line.who : e.note.who));
  return all.sort((a, b) => atOf(a) - atOf(b));
}

export function atOf(entry: Entry): Millis {
  return entry.kind === 'line' ? entry.line.at : entry.note.at;
}

export function positionOf(entry: Entry): string {
  return entry.kind === 'line' ? entry.line.position : entry.note.position;
}

/** The lines of others since an instant: what is unread, or was missed. */
export function linesSince(
  lines: readonly LineView[],
  since: Millis,
  me: VisitorID | undefined,
  ignored: ReadonlyMap<VisitorID, string>,
): LineView[] {
  return lines.filter((l) => l.at > since && l.who !== me && !l.retracted && !ignored.has(l.who));
}

/** One's newest line, the only one that can be taken back. */
export function ownLast(lines: readonly LineView[], me: VisitorID | undefined): LineView | undefined {
  const last = lines.findLast((l) => l.who === me);
  return last && !last.retracted && !last.expired ? last : undefined;
}

/** A whisper of somebody whose whispers one has not accepted yet. */
export function isStrange(line: LineView, mine: boolean, acquainted: ReadonlySet<VisitorID>): boolean {
  return line.to !== undefined && !mine && !acquainted.has(line.who) && !line.retracted && !line.expired;
}
