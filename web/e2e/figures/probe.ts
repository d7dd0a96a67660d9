import { appendFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** What the drawing of some frames cost. */
export interface Cost {
  frames: number;
  /** Milliseconds of script of the median frame: everything the page does for it, commands to the graphics card included. */
  script: number;
  /** Milliseconds of the median frame until the last pixel was drawn. */
  whole: number;
  /** Draw calls of the median frame. */
  draws: number;
}

export interface Memory {
  /** Bytes of live JavaScript objects. */
  heap: number;
  /** Bytes of textures on the graphics card, mipmaps included, and of the canvases that scripts keep. */
  pictures: number;
}

interface Probe {
  start(flush: boolean): void;
  stop(): { script: number[]; whole: number[]; draws: number[] };
  pictures(): number;
}

/** Measures a page from outside: its frames are timed, and its calls to the graphics card counted. Before the page is opened. */
export async function probe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const gl = WebGL2RenderingContext.prototype;
    const textures = new WeakMap<WebGLTexture, number>();
    const canvases: WeakRef<HTMLCanvasElement>[] = [];
    let context: WebGL2RenderingContext | undefined;
    let bound: WebGLTexture | null = null;
    let bytes = 0;
    let draws = 0;
    let log: { script: number[]; whole: number[]; draws: number[]; flush: boolean } | undefined;

    const wrap = (name: string, before: (...args: never[]) => void) => {
      const methods = gl as unknown as Record<string, (...args: unknown[]) => unknown>;
      const original = methods[name]!;
      methods[name] = function (this: WebGL2RenderingContext, ...args: unknown[]) {
        context = this;
        before(...(args as never[]));
        return original.apply(this, args);
      };
    };
    for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'])
      wrap(name, () => draws++);
    wrap('bindTexture', (_: number, texture: WebGLTexture | null) => {
      bound = texture;
    });
    const hold = (size: number) => {
      if (!bound) return;
      bytes += size - (textures.get(bound) ?? 0);
      textures.set(bound, size);
    };
    wrap('texImage2D', (...args: unknown[]) => {
      const [level] = args.slice(1) as [number];
      if (level !== 0) return;
      const source = args.at(-1) as { width?: number; height?: number } | null;
      const long = args.length >= 9;
      const width = long ? (args[3] as number) : (source?.width ?? 0);
      const height = long ? (args[4] as number) : (source?.height ?? 0);
      hold(width * height * 4);
    });
    wrap('texStorage2D', (_: number, levels: number, __: number, width: number, height: number) => {
      hold(width * height * 4 * (levels > 1 ? 4 / 3 : 1));
    });
    wrap('generateMipmap', () => {
      if (bound) hold(((textures.get(bound) ?? 0) * 4) / 3);
    });
    wrap('deleteTexture', (texture: WebGLTexture) => {
      bytes -= textures.get(texture) ?? 0;
      textures.delete(texture);
    });
    const create = document.createElement.bind(document);
    document.createElement = ((name: string, options?: ElementCreationOptions) => {
      const element = create(name, options);
      if (element instanceof HTMLCanvasElement) canvases.push(new WeakRef(element));
      return element;
    }) as typeof document.createElement;

    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((time) => {
        const began = performance.now();
        draws = 0;
        callback(time);
        if (!log || draws === 0) return; // a frame that was not drawn
        log.script.push(performance.now() - began);
        log.draws.push(draws);
        if (log.flush) context?.readPixels(0, 0, 1, 1, 0x1908, 0x1401, new Uint8Array(4));
        log.whole.push(performance.now() - began);
      });

    const own: Probe = {
      start: (flush) => {
        log = { script: [], whole: [], draws: [], flush };
      },
      stop: () => {
        const seen = log!;
        log = undefined;
        return seen;
      },
      pictures: () => {
        const kept = canvases.map((ref) => ref.deref()).filter((c) => c !== undefined);
        return bytes + kept.reduce((sum, c) => sum + c.width * c.height * 4, 0);
      },
    };
    Object.assign(window, { probe: own });
  });
}

/** Watches so many milliseconds of frames. `flush` waits for every frame's pixels, which tells what it costs as a whole. */
export async function cost(page: Page, ms: number, flush: boolean): Promise<Cost> {
  const { script, whole, draws } = await page.evaluate(
    async ([ms, flush]) => {
      const { probe } = window as unknown as { probe: Probe };
      probe.start(flush);
      await new Promise((done) => setTimeout(done, ms));
      return probe.stop();
    },
    [ms, flush] as const,
  );
  return { frames: script.length, script: median(script), whole: median(whole), draws: median(draws) };
}

/** Waits until nothing more is drawn into textures: everybody who came has their clothes on. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { probe } = window as unknown as { probe: Probe };
    for (let before = -1, same = 0; same < 10; ) {
      await new Promise((done) => setTimeout(done, 250));
      const now = probe.pictures();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}

/** What the page holds after the rubbish was taken out. */
export async function memory(page: Page): Promise<Memory> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const pictures = await page.evaluate(() => (window as unknown as { probe: Probe }).probe.pictures());
  await cdp.detach();
  return { heap: metrics.find((m) => m.name === 'JSHeapUsedSize')!.value, pictures };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Tells what was measured, and writes it into the file that FIGURES names. */
export async function note(text: string): Promise<void> {
  process.stdout.write(`${text}\n`);
  if (process.env.FIGURES) await appendFile(process.env.FIGURES, `${text}\n`);
}
