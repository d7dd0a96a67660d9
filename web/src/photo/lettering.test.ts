import { expect, test } from 'vitest';
import { overlap } from '../ui/bubbles/place';
import type { Sitter } from '../world/scene';
import type { Saying } from './captions';
import { layBubbles } from './lettering';

const frame = { w: 700, h: 520 };
const measure = (text: string) => text.length * 8;
const sitter = (who: string, x: number, y: number): Sitter => ({
  who,
  silhouette: false,
  anchor: {
    crown: { x, y },
    foot: { x, y: y + 144 },
    face: { x: x - 28, y: y + 20, w: 56, h: 58 },
    body: { x: x - 30, y, w: 60, h: 144 },
    visible: true,
  },
});
const saying = (one: Sitter, text: string): Saying => ({
  sitter: one,
  line: { position: one.who, at: 0, who: one.who, name: one.who, text },
  mine: false,
});

test('bubbles hang over their speakers, in the frame, clear of faces and of each other', () => {
  const sitters = [sitter('a', 200, 260), sitter('b', 290, 280), sitter('c', 640, 200), sitter('d', 60, 300)];
  const long = 'a line that is long enough to be broken into three lines and then cut off at the very end of it all';
  const bubbles = layBubbles(
    sitters.map((one, i) => saying(one, i === 1 ? long : `hello from ${one.who}`)),
    sitters,
    frame,
    14,
    measure,
  );
  expect(bubbles).toHaveLength(4);
  for (const [i, { box }] of bubbles.entries()) {
    expect([box.x >= 0, box.y >= 0, box.x + box.w <= frame.w, box.y + box.h <= frame.h]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(box.w).toBeLessThanOrEqual(220);
    for (const { anchor } of sitters) expect(overlap(anchor.face, box)).toBe(false);
    for (const other of bubbles.slice(i + 1)) expect(overlap(other.box, box)).toBe(false);
  }
  const cut = bubbles.find(({ saying: { line } }) => line.who === 'b')!.text;
  expect(cut).toHaveLength(3);
  expect(cut[2]).toMatch(/…$/);
});
