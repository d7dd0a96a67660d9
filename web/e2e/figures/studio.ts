import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Studio, test } from '../street/studio';
import { note } from './probe';

const saves = 11;
/** Milliseconds from a save to its picture, at the median. */
const atOnce = 300;

/** Colours that nothing else is painted in. */
const colour = (i: number) => `#${(0x20 + i * 16).toString(16)}f0${(0xff - i * 16).toString(16)}`;

/** A place of a canvas, from its top left, in CSS pixels. */
type Spot = readonly [x: number, y: number];

/**
 * When a colour is seen on all canvases on the screen that a selector finds, at a spot of each. It is read from the pictures themselves, right
 * after they were drawn.
 */
async function watchFor(page: Page, selector: string, spot: Spot, hex: string): Promise<{ seen: Promise<number> }> {
  const colour = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const handle = await page.evaluateHandle(
    ({ selector, spot: [x, y], colour }) => {
      const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
      const pixelOf = (canvas: HTMLCanvasElement): Uint8Array | Uint8ClampedArray => {
        const fine = canvas.width / canvas.clientWidth;
        const gl = canvas.closest('.scene') && canvas.getContext('webgl2');
        if (gl) {
          const pixel = new Uint8Array(4);
          gl.readPixels(x * fine, canvas.height - y * fine, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
          return pixel;
        }
        pen.clearRect(0, 0, 1, 1);
        pen.drawImage(canvas, x * fine, y * fine, 1, 1, 0, 0, 1, 1);
        return pen.getImageData(0, 0, 1, 1).data;
      };
      const shows = (canvas: HTMLCanvasElement) => {
        const pixel = pixelOf(canvas);
        return colour.every((part, i) => Math.abs(pixel[i]! - part) < 9);
      };
      const onScreen = (canvas: HTMLCanvasElement) => {
        const { left, top } = canvas.getBoundingClientRect();
        return document.elementsFromPoint(left + x, top + y).includes(canvas);
      };
      const waiting = new Set([...document.querySelectorAll<HTMLCanvasElement>(selector)].filter(onScreen));
      const count = waiting.size;
      const seen = new Promise<number>((resolve, reject) => {
        if (count === 0) reject(new Error(`nothing on the screen is ${selector}`));
        const look = () => {
          for (const canvas of waiting) if (shows(canvas)) waiting.delete(canvas);
          if (waiting.size > 0) requestAnimationFrame(look);
          else resolve(Date.now());
        };
        requestAnimationFrame(look);
      });
      return { seen };
    },
    { selector, spot, colour },
  );
  return { seen: handle.evaluate(({ seen }) => seen) };
}

/** Milliseconds from each of some saves until its colour is on every canvas. */
async function measure(
  studio: Studio,
  file: string,
  selector: string,
  spot: Spot,
  paint: (drawing: string, hex: string) => string,
) {
  const drawing = await studio.read(file);
  const times: number[] = [];
  for (let i = 0; i < saves; i++) {
    const hex = colour(i);
    const { seen } = await watchFor(studio.page, selector, spot, hex);
    const begun = Date.now();
    await studio.save(file, paint(drawing, hex));
    times.push((await seen) - begun);
  }
  return times.sort((a, b) => a - b);
}

const median = (sorted: readonly number[]) => sorted[sorted.length >> 1]!;

describe('the studio', () => {
  test('shows an item that is saved on all figures in sight at once', async ({ studio }) => {
    await studio.page.goto(`${studio.url}#items/hoodie`);
    await expect.poll(() => studio.page.locator('.figures li').count()).toBe(12);
    await expect.poll(() => studio.page.locator('.figures li[aria-busy=true]').count()).toBe(0);
    const patch: Spot = [((128 - 18) * 144) / 267, ((190 + 12) * 144) / 267];
    const times = await measure(studio, 'items/top/hoodie/front.svg', '.figures canvas', patch, (svg, hex) =>
      svg.replace(
        '</svg>',
        `<g id="trunk"><g id="trunk_patch"><circle cx="128" cy="190" r="9" fill="${hex}"/></g></g></svg>`,
      ),
    );
    await note(
      `studio: an item, from save to every figure on the screen: ${times.join(' ')} ms, median ${median(times)}`,
    );
    expect(median(times)).toBeLessThanOrEqual(atOnce);
  });

  test('shows a room that is saved at once', async ({ studio }) => {
    await studio.page.goto(studio.url);
    await studio.page.locator('.marks').waitFor({ state: 'attached' });
    const patch = await studio.spot([670, 790]);
    const times = await measure(studio, 'rooms/lounge/background.svg', '.scene canvas', patch, (svg, hex) =>
      svg.replace('</svg>', `<rect x="640" y="760" width="60" height="60" fill="${hex}"/></svg>`),
    );
    await note(`studio: a room, from save to picture: ${times.join(' ')} ms, median ${median(times)}`);
    expect(median(times)).toBeLessThanOrEqual(atOnce);
  });
});
