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

/** The names of those whose faces are shown: a silhouette has none. */
export function namesOn(faces: readonly Sitter[], { names, me }: Moment): Name[] {
  return faces.flatMap((sitter) => {
    const text = names.get(sitter.who);
    return text === undefined ? [] : [{ sitter, text, mine: sitter.who === me }];
  });
}

/** What hangs over their heads, at most so many: nothing private, nothing of ignored people, nothing of anybody else. */
export function sayingsOn(faces: readonly Sitter[], { lines, ignored, at, me }: Moment, most: number): Saying[] {
  const speakers = new Map(faces.map((sitter) => [sitter.who, sitter]));
  const open = lines.filter(({ to, who }) => to === undefined && speakers.has(who));
  return speeches(open, ignored, at, most, (who) => speakers.has(who)).flatMap(({ line, state }) => {
    return state === 'full' ? [{ sitter: speakers.get(line.who)!, line, mine: line.who === me }] : [];
  });
}

/** Whose face is on the photo. */
export function facesIn(sitters: readonly Sitter[], frame: { w: number; h: number }): Sitter[] {
  return sitters.filter(({ anchor: { face }, silhouette }) => {
    const [x, y] = [face.x + face.w / 2, face.y + face.h / 2];
    return !silhouette && x > 0 && y > 0 && x < frame.w && y < frame.h;
  });
}
