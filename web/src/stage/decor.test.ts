import { expect, test, vi } from 'vitest';
import { glowsBy, glowsOf } from './decor';

vi.mock('pixi.js', () => ({}));

test('the glows of a picture are found by their gradient, wide scenery left out', () => {
  const svg = `<svg><ellipse cx="1104" cy="1048" rx="760" ry="330" fill="url(#glow)"/>
    <ellipse cx="528" cy="650.5" rx="44" ry="40" fill="url(#glow)" opacity="0.8"/>
    <ellipse cx="1" cy="2" rx="3" ry="4" fill="#fff3d6"/><circle fill="url(#glow)" cx="-10" cy="20" r="9"/></svg>`;
  expect(glowsOf(svg)).toEqual([
    { x: 528, y: 650.5, rx: 44, ry: 40 },
    { x: -10, y: 20, rx: 9, ry: 9 },
  ]);
});

test('what is put into a room shines by its light, beside what is painted', () => {
  const painted = [{ x: 1, y: 2, rx: 3, ry: 4 }];
  const lamp = { at: [10, 20] as [number, number], radius: 30, color: '#ff6ad0' };
  const shown = { x: 10, y: 20, rx: 30, ry: 30, color: '#ff6ad0' };
  expect(glowsBy('day', painted, [lamp])).toEqual([...painted, shown]);
  expect(glowsBy('day', painted, [{ ...lamp, by: 'night' }])).toEqual(painted);
  expect(glowsBy('night', [], [{ ...lamp, by: 'night' }])).toEqual([shown]);
});
