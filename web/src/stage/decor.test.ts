import { expect, test, vi } from 'vitest';
import { glowsOf } from './decor';

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
