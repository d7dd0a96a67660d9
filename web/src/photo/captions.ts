import { speeches } from '../ui/bubbles/speech';
import type { LineView, Millis, VisitorID } from '../wire/types';
import type { Sitter } from '../world/scene';

/** What was known in the room when a photo was taken. */
export interface Moment {
  /** Room time. */
  at: Millis;
  me: VisitorID | undefined;
  names: ReadonlyMap<VisitorID, string>;
  lines: readonly LineView[];
  ignored: ReadonlyMap<VisitorID, string>;
}

export interface Name {
  sitter: Sitter;
  text: string;
  mine: boolean;
}

export interface Saying {
  sitter: Sitter;
  line: LineView;
  mine: boolean;
}

/** The names of those whose figure is shown: a silhouette has none. */
export function namesOn(sitters: readonly Sitter[], { names, me }: Moment): Name[] {
  return shown(sitters).flatMap((sitter) => {
    const text = names.get(sitter.who);
    return text === undefined ? [] : [{ sitter, text, mine: sitter.who === me }];
  });
}

/** What hangs over their heads, at most so many: nothing private, nothing of ignored people, nothing of a silhouette. */
export function sayingsOn(sitters: readonly Sitter[], { lines, ignored, at, me }: Moment, most: number): Saying[] {
  const speakers = new Map(shown(sitters).map((sitter) => [sitter.who, sitter]));
  const open = lines.filter(({ to, who }) => to === undefined && speakers.has(who));
  return speeches(open, ignored, at, most, (who) => speakers.has(who)).flatMap(({ line, state }) => {
    return state === 'full' ? [{ sitter: speakers.get(line.who)!, line, mine: line.who === me }] : [];
  });
}

const shown = (sitters: readonly Sitter[]) => sitters.filter(({ silhouette }) => !silhouette);
