import { expect, test } from 'vitest';
import { rig, skeletons } from './bones';
import { drawFigure, type Pen } from './draw';
import { dress } from './dressed';
import { Motion } from './motion';
import type { Draw, Sheet } from './sheet';

type Six = [a: number, b: number, c: number, d: number, e: number, f: number];

/** A pen that remembers what it drew, and under which transform. */
class Memory {
  readonly drawn: { at: Six; args: number[] }[] = [];
  now: Six = [1, 0, 0, 1, 0, 0];
  getTransform = () => {
    const [a, b, c, d, e, f] = this.now;
    return { a, b, c, d, e, f } as DOMMatrix;
  };
  setTransform = (...to: unknown[]) => {
    const first = to[0];
    if (typeof first === 'object') {
      const { a, b, c, d, e, f } = first as DOMMatrix;
      this.now = [a, b, c, d, e, f];
    } else this.now = to as Six;
  };
  drawImage = (_: unknown, ...args: number[]) => this.drawn.push({ at: this.now, args });
}

const sheet = (draws: Draw[]): Sheet => ({ width: 100, height: 100, views: { front: draws, back: [] } });
const drawing = (draws: Draw[], scale = 1) => dress(sheet(draws), {} as HTMLImageElement, scale);
const stance = { view: 'front', mirror: false, pose: 'stand', ms: 0 } as const;

function draw(draws: Draw[], how: Partial<Parameters<typeof drawFigure>[2]>, fine = 1) {
  const pen = new Memory();
  drawFigure(pen as unknown as Pen, drawing(draws, fine), { ...stance, scale: 1, at: [0, 0], ...how });
  return pen;
}

const root = (at: Six, x: number, y: number) => [at[0] * x + at[2] * y + at[4], at[1] * x + at[3] * y + at[5]];

test('the foot point stands where it is put, also mirrored and enlarged', () => {
  const shadow: Draw = { plane: 'trunk', bone: 'root', frames: { '': [0, 0, 10, 10, 128, 300] } };
  for (const mirror of [false, true]) {
    const { drawn, now } = draw([shadow], { mirror, scale: 3, at: [40, 50] });
    const [x, y] = root(drawn[0]!.at, 128, 300);
    expect(x).toBeCloseTo(40);
    expect(y).toBeCloseTo(50);
    expect(Math.sign(drawn[0]!.at[0])).toBe(mirror ? -1 : 1);
    expect(now).toEqual([1, 0, 0, 1, 0, 0]);
  }
});

test('a pen that was moved before keeps its way', () => {
  const pen = new Memory();
  pen.now = [2, 0, 0, 2, 100, 0];
  const shadow: Draw = { plane: 'trunk', bone: 'root', frames: { '': [0, 0, 10, 10, 128, 300] } };
  drawFigure(pen as unknown as Pen, drawing([shadow]), { ...stance, scale: 1, at: [7, 9] });
  expect(root(pen.drawn[0]!.at, 128, 300)).toEqual([114, 18]);
  expect(pen.now).toEqual([2, 0, 0, 2, 100, 0]);
});

test('the sheet is cut in its own pixels', () => {
  const { drawn } = draw([{ plane: 'head', bone: 'head', frames: { '': [10, 20, 30, 40, 5, 6] } }], {}, 2);
  expect(drawn[0]!.args).toEqual([20, 40, 60, 80, 5, 6, 30, 40]);
});

test('expression, pose, then the mirrored drawing choose what a part shows', () => {
  const mouth: Draw = {
    plane: 'face',
    bone: 'head',
    part: 'mouth',
    frames: { '': [0, 0, 1, 1, 0, 0], laugh: [1, 0, 1, 1, 0, 0] },
  };
  const skirt: Draw = {
    plane: 'trunk',
    bone: 'hips',
    part: 'skirt',
    frames: { '': [2, 0, 1, 1, 0, 0], sit: null, left: [3, 0, 1, 1, 0, 0] },
  };
  const shown = (how: Partial<Parameters<typeof drawFigure>[2]>) =>
    draw([skirt, mouth], how).drawn.map(({ args }) => args[0]);
  expect(shown({})).toEqual([2, 0]);
  expect(shown({ expression: 'laugh' })).toEqual([2, 1]);
  expect(shown({ pose: 'sit' })).toEqual([0]);
  expect(shown({ mirror: true })).toEqual([3, 0]);
});

test('closed eyes are not forced on a face that shows others', () => {
  const eye: Draw = {
    plane: 'face',
    bone: 'head',
    part: 'eyeR',
    frames: { '': [0, 0, 1, 1, 0, 0], closed: [1, 0, 1, 1, 0, 0], happy: [2, 0, 1, 1, 0, 0] },
  };
  const shown = (expression: string) => draw([eye], { expression, blink: true }).drawn[0]!.args[0];
  expect(shown('neutral')).toBe(1);
  expect(shown('laugh')).toBe(2);
});

test('a hand that holds something is raised', () => {
  const arm: Draw = { plane: 'armR.lo', bone: 'armR.lo', frames: { '': [0, 0, 1, 1, 0, 0] } };
  const drink: Draw = { plane: 'held', bone: 'armR.lo', frames: { '': [1, 0, 1, 1, 0, 0] } };
  const [bare] = draw([arm], {}).drawn;
  const [holding] = draw([arm, drink], {}).drawn;
  expect(holding!.at).not.toEqual(bare!.at);
});

test('from pose to pose a figure passes between them, unless nothing may move', () => {
  const dressed = drawing([]);
  const thigh = skeletons.front.names.indexOf('legR.up');
  const wish = { view: 'front', mirror: false, pose: 'stand', expression: 'neutral', look: [0, 0] } as const;
  const angle = (motion: Motion, ms: number, still = false) => {
    const { a, b } = motion.step(ms, still, dressed).posed.bones[thigh]!;
    return Math.atan2(b, a);
  };
  const motion = new Motion();
  motion.ask(wish);
  const standing = angle(motion, 1000);
  motion.ask({ ...wish, pose: 'sit' });
  const between = angle(motion, 60);
  const sitting = angle(motion, 1000);
  expect(Math.abs(sitting - standing)).toBeGreaterThan(0.5);
  expect(Math.abs(between - standing)).toBeGreaterThan(0.05);
  expect(Math.abs(between - standing)).toBeLessThan(Math.abs(sitting - standing) - 0.05);

  const still = new Motion();
  still.ask({ ...wish, pose: 'sit' });
  expect(angle(still, 1, true)).toBeCloseTo(sitting, 1);
});

test('turning round shows the other side half way through', () => {
  const motion = new Motion();
  const wish = { view: 'front', mirror: false, pose: 'stand', expression: 'neutral', look: [0, 0] } as const;
  motion.ask(wish);
  motion.step(500, false, drawing([]));
  motion.ask({ ...wish, view: 'back', mirror: true });
  expect(motion.step(40, false, drawing([])).stance).toMatchObject({ view: 'front', mirror: false });
  expect(motion.step(80, false, drawing([])).stance).toMatchObject({ view: 'back', mirror: true });
});

test('every pose and expression of the rig can be drawn', () => {
  const head: Draw = { plane: 'head', bone: 'head', frames: { '': [0, 0, 1, 1, 0, 0] } };
  for (const pose of Object.keys(rig.poses))
    for (const expression of Object.keys(rig.expressions)) {
      const { drawn } = draw([head], { pose, expression, ms: 120 });
      expect(drawn[0]!.at.every(Number.isFinite)).toBe(true);
    }
});
