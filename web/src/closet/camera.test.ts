import { expect, test } from 'vitest';
import { stand } from './camera';

const margins = { top: 60, bottom: 70 };
/** Where a point of the figure's canvas is on the stage. */
const seen = (x: number, y: number, zoom: number, mirror = false, width = 560, height = 800) => {
  const { scale, at } = stand(width, height, margins, zoom, mirror);
  return [at[0] + (x - 128) * scale * (mirror ? -1 : 1), at[1] + (y - 300) * scale] as const;
};

test('from afar the whole figure stands free of the edges', () => {
  for (const [width, height] of [
    [560, 800],
    [390, 380],
    [300, 900],
  ] as const) {
    expect(seen(128, 8, 1, false, width, height)[1]).toBeGreaterThanOrEqual(margins.top);
    expect(seen(128, 306, 1, false, width, height)[1]).toBeLessThanOrEqual(height - margins.bottom);
    expect(seen(30, 100, 1, false, width, height)[0]).toBeGreaterThanOrEqual(0);
    expect(seen(226, 100, 1, false, width, height)[0]).toBeLessThanOrEqual(width);
  }
});

test('near by the face is in the middle, also mirrored', () => {
  for (const mirror of [false, true]) {
    const [x, y] = seen(132, 108, 2.2, mirror);
    expect(x).toBeCloseTo(280);
    expect(y).toBeCloseTo(60 + 670 / 2);
  }
});
