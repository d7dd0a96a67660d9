import { describe, expect, test } from 'vitest';
import { layoutOf, styles } from './frames';
import { type Shape, scaleOf, shapes } from './shapes';

describe('a finished picture', () => {
  for (const style of styles) {
    for (const shape of Object.keys(shapes) as Shape[]) {
      test(`holds the whole photo, and is as large as a link card wants (${style}, ${shape})`, () => {
        const frame = { w: 300 * shapes[shape], h: 300 };
        const scale = scaleOf(frame);
        const [w, h] = [Math.round(frame.w * scale), Math.round(frame.h * scale)];
        const { width, height, window } = layoutOf(style, w, h);
        expect(Math.max(w, h)).toBe(1280);
        expect(Math.max(width, height)).toBeLessThanOrEqual(1600);
        expect([window.w, window.h]).toEqual([w, h]);
        expect(window.x).toBeGreaterThan(0);
        expect(window.x * 2 + w).toBe(width);
        // There is room to write on below.
        expect(height - window.y - h).toBeGreaterThanOrEqual(100);
        for (const side of [width, height, window.x, window.y]) expect(side).toBe(Math.round(side));
      });
    }
  }
});
