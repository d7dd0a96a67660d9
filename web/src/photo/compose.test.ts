import { beforeEach, expect, test, vi } from 'vitest';
import type { Sitter } from '../world/scene';
import { compose, type Finish, legendOf, type Taken } from './compose';
import { styles } from './frames';

/** What a pen writes, and how far it was moved and grown. */
class Pen {
  written: string[] = [];
  measureText = (text: string) => ({ width: text.length * 7 });
  fillText = (text: string) => void this.written.push(text);
}

let pen: Pen;
const canvas = { width: 0, height: 0, getContext: () => everything } as unknown as HTMLCanvasElement;
const everything = new Proxy(
  {},
  {
    get: (_, name) => Reflect.get(pen, name) ?? (() => ({ addColorStop: () => undefined })),
    set: () => true,
  },
);

const sitter = (who: string, x: number, silhouette: boolean): Sitter => ({
  who,
  silhouette,
  anchor: {
    crown: { x, y: 150 },
    foot: { x, y: 290 },
    face: { x: x - 25, y: 170, w: 50, h: 50 },
    body: { x: x - 30, y: 150, w: 60, h: 140 },
    visible: true,
  },
});

const line = (who: string, text: string, to?: string) => ({
  position: text,
  at: 9000,
  who,
  name: who,
  text,
  ...(to && { to, toName: to }),
});

const taken: Taken = {
  exposure: {
    picture: { width: 1280, height: 960 } as HTMLCanvasElement,
    scale: 2,
    sitters: [sitter('me', 120, false), sitter('ken', 320, false), sitter('shy', 520, true)],
  },
  moment: {
    at: 10_000,
    me: 'me',
    names: new Map([
      ['me', 'Mio'],
      ['ken', 'Ken'],
      ['shy', 'Aoi'],
    ]),
    lines: [line('ken', 'hello'), line('me', 'psst', 'ken'), line('shy', 'unheard')],
    ignored: new Map(),
  },
  legend: { title: 'Lounge', date: 'today', stamp: '’26 11 25' },
  letters: { bubble: 14, tag: 12 },
};

const write = (finish: Partial<Finish>) => {
  pen = new Pen();
  compose(canvas, taken, { style: 'paper', names: false, bubbles: false, ...finish });
  return pen.written;
};

beforeEach(() => {
  vi.stubGlobal('Path2D', class {});
});

test('room, day and the street’s mark stand on every photo, and by themselves nothing else', () => {
  for (const style of styles) {
    const all = write({ style }).join(' ');
    for (const text of ['Lounge', 'today', '横丁 Yokocho']) expect(all).toContain(text);
    for (const text of ['Mio', 'Ken', 'Aoi', 'hello', 'psst', 'unheard']) expect(all).not.toContain(text);
  }
  expect(write({ style: 'film' })).toContain('’26 11 25');
});

test('names and bubbles come when they are wanted, a silhouette’s and a whisper never', () => {
  const all = write({ names: true, bubbles: true });
  for (const text of ['Mio', 'Ken', 'hello']) expect(all).toContain(text);
  for (const text of ['Aoi', 'psst', 'unheard']) expect(all).not.toContain(text);
});

test('the canvas takes the finished picture’s size', () => {
  write({});
  expect([canvas.width, canvas.height]).toEqual([1280 + 2 * 51, 960 + 51 + 166]);
});

test('the date is the viewer’s, in their language', () => {
  const at = new Date('2026-11-25T20:00:00Z');
  expect(legendOf('ラウンジ', at, 'ja', 'Asia/Tokyo')).toEqual({
    title: 'ラウンジ',
    date: '2026年11月26日',
    stamp: '’26 11 26',
  });
  expect(legendOf('Lounge', at, 'en', 'America/New_York')).toMatchObject({
    date: '25 November 2026',
    stamp: '’26 11 25',
  });
});
