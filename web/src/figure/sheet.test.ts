import { expect, test } from 'vitest';
import { crownOf, type Draw, frameOf, readSheet } from './sheet';

const eye: Draw = {
  plane: 'face',
  bone: 'head',
  part: 'eyeR',
  frames: { '': [1, 1, 10, 10, 50, 60], happy: [20, 1, 10, 10, 50, 62] },
};
const skirt: Draw = {
  plane: 'trunk',
  bone: 'hips',
  part: 'skirt',
  frames: { '': [1, 30, 10, 10, 90, 200], sit: null },
};
const lap: Draw = { plane: 'lap', bone: 'hips', part: 'skirt', frames: { sit: [20, 30, 10, 10, 90, 205] } };

const svg = (listed: unknown) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48" viewBox="0 0 64 48"><metadata>${JSON.stringify(listed)}</metadata><path d="M0 0"/></svg>`;

test('a sheet is read from its metadata, and another format refused', () => {
  const views = { front: [eye], back: [] };
  expect(readSheet(svg({ format: 1, views }))).toEqual({ width: 64, height: 48, views });
  expect(() => readSheet(svg({ format: 2, views }))).toThrow('format 1');
  expect(() => readSheet('<svg/>')).toThrow('not an outfit sheet');
});

test('the face chooses first, then the pose, then the drawing itself', () => {
  expect(frameOf(eye, { eyeR: 'happy' }, [])).toBe(eye.frames.happy);
  expect(frameOf(eye, { eyeR: 'nonsense' }, ['sit'])).toBe(eye.frames['']);
  expect(frameOf(skirt, {}, ['sit'])).toBeNull();
  expect(frameOf(skirt, {}, ['wave'])).toBe(skirt.frames['']);
  expect(frameOf(lap, {}, [])).toBeNull();
  expect(frameOf(lap, {}, ['wave', 'sit'])).toBe(lap.frames.sit);
});

test('the crown is the top of what hangs on the head', () => {
  expect(crownOf([skirt, eye])).toBe(60);
});
