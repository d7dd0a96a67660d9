import { expect, test } from 'vitest';
import type { LineView } from '../wire/types';
import type { Sitter } from '../world/scene';
import { facesIn, type Moment, namesOn, sayingsOn } from './captions';

const box = (x: number, y: number, w: number, h: number) => ({ x, y, w, h });
const sitter = (who: string, x: number, silhouette = false): Sitter => ({
  who,
  silhouette,
  anchor: {
    crown: { x, y: 100 },
    foot: { x, y: 240 },
    face: box(x - 25, 120, 50, 50),
    body: box(x - 30, 100, 60, 140),
    visible: true,
  },
});
const frame = { w: 800, h: 600 };
const now = 100_000;
let n = 0;
const line = (who: string, text: string, more: Partial<LineView> = {}): LineView => {
  n++;
  return { position: `1-${n}`, at: now - 1000 + n, who, name: who, text, ...more };
};
const moment = (lines: LineView[], ignored: string[] = []): Moment => ({
  at: now,
  me: 'me',
  names: new Map([
    ['me', 'Mio'],
    ['ken', 'Ken'],
    ['shy', 'Aoi'],
  ]),
  lines,
  ignored: new Map(ignored.map((who) => [who, who])),
});
const all = [sitter('me', 200), sitter('ken', 400), sitter('shy', 600, true)];
const faces = facesIn(all, frame);
const said = (lines: LineView[], ignored?: string[], most = 8) =>
  sayingsOn(faces, moment(lines, ignored), most).map(({ line: { text } }) => text);

test('faces on a photo are those in the frame that are no silhouettes', () => {
  expect(faces.map(({ who }) => who)).toEqual(['me', 'ken']);
  expect(facesIn([sitter('left', -1), sitter('in', 1), sitter('right', 801)], frame).map(({ who }) => who)).toEqual([
    'in',
  ]);
});

test('a silhouette has no name', () => {
  expect(namesOn(faces, moment([])).map(({ text, mine }) => [text, mine])).toEqual([
    ['Mio', true],
    ['Ken', false],
  ]);
});

test('what is said to all is on it; a whisper, a silhouette’s line and an ignored one’s never are', () => {
  const open = line('ken', 'hello');
  expect(said([open])).toEqual(['hello']);
  expect(said([open, line('ken', 'psst', { to: 'me', toName: 'Mio' })])).toEqual(['hello']);
  expect(said([line('me', 'psst', { to: 'ken', toName: 'Ken' })])).toEqual([]);
  expect(said([line('shy', 'I am shy')])).toEqual([]);
  expect(said([open], ['ken'])).toEqual([]);
});

test('a line is on it only while it hangs in the room', () => {
  expect(said([line('ken', 'long ago', { at: now - 60_000 })])).toEqual([]);
  expect(said([line('ken', '', { retracted: true })])).toEqual([]);
  expect(said([line('ken', '', { expired: true })])).toEqual([]);
});

test('the newest lines are on it when there is no room for all', () => {
  expect(said([line('ken', 'first'), line('me', 'second')], [], 1)).toEqual(['second']);
});
