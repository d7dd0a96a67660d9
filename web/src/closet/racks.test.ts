import { expect, test } from 'vitest';
import { picture, readRack } from './racks';

const table = {
  format: 1,
  slot: 'top',
  items: [
    {
      id: 'tee',
      frame: [2, 2, 20, 30, 100, 160],
      dyes: { main: { fill: '#ffe27a', line: '#4b292f' }, trim: { fill: '#5878a8' } },
    },
    { id: 'nothing', frame: [2, 34, 0, 0, 0, 0], dyes: {} },
    { id: 'vest', frame: [2, 36, 10, 10, 110, 170], dyes: { main: { fill: '#5878a8' } } },
  ],
};
const rack =
  `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="50" viewBox="0 0 24 50"><metadata>${JSON.stringify(table)}</metadata>` +
  '<g fill="none" stroke-width="2.6"><g transform="translate(-98 -158)"><path d="M1 1" fill="#ffe27a" stroke="#4b292f"/>' +
  '<path d="M2 2" fill="#5878a8"/></g><g transform="translate(2 34)"></g><g transform="translate(-108 -134)"><path d="M3 3" fill="#5878a8"/></g></g></svg>';

test('every item gets its own drawing, also beside one that shows nothing', () => {
  const hung = readRack(rack);
  expect([...hung.keys()]).toEqual(['tee', 'nothing', 'vest']);
  expect(hung.get('tee')!.shapes).toContain('M1 1');
  expect(hung.get('tee')!.shapes).not.toContain('M3 3');
  expect(hung.get('nothing')!.shapes).toBe('');
  expect(hung.get('vest')!.shapes).toBe('<path d="M3 3" fill="#5878a8"/>');
});

test('a picture shows the item’s place on the canvas, as drawn', () => {
  const svg = picture(readRack(rack).get('vest')!, {});
  expect(svg).toContain('viewBox="110 170 10 10"');
  expect(svg).toContain('fill="#5878a8"');
});

test('dyes replace their own tones only, all at once', () => {
  const svg = picture(readRack(rack).get('tee')!, { main: '#5878a8', trim: '#ffe27a' });
  expect(svg).toContain('d="M1 1" fill="#5878a8" stroke="#2a1c37"');
  expect(svg).toContain('d="M2 2" fill="#ffe27a"');
});

test('what is no rack says so', () => {
  expect(() => readRack('<svg></svg>')).toThrow('no metadata');
  expect(() => readRack(rack.replace('"format":1', '"format":2'))).toThrow('format 1, not 2');
});
