import type { Texture } from 'pixi.js';
import { type Dressed as Drawn, dress } from '../figure/dressed';
import { onHead } from '../figure/planes';
import { type Canvas, canvas, rasterise } from '../figure/raster';
import type { ViewName } from '../figure/rig';
import { frameOf, readSheet, type Sheet } from '../figure/sheet';
import type { OutfitHash } from '../wire/types';
import type { Sight } from '../world/scene';
import { letGo, texture } from './raster';

const VIEWS: ViewName[] = ['front', 'back'];
/** Sheets under way at once. */
const LANES = 2;
/** No sheet is drawn with more pixels on a side: cards take no larger ones. */
const FINEST = 4096;
/** Milliseconds before a failed sheet is asked for again. */
const AGAIN = 4000;

/** A sheet ready to draw, and its picture as the graphics card has it. */
export interface Dressed extends Drawn<Canvas> {
  texture: Texture;
  /** Something is in the hand. */
  holds: boolean;
}

/** An outfit somebody here wears; equal outfits share one. */
export interface Look {
  readonly hash: OutfitHash;
  /** Undefined while its sheet is on the way. */
  dressed: Dressed | undefined;
}

interface Entry extends Look {
  users: number;
  state: 'waiting' | 'loading' | 'there' | 'released';
  /** How far its wearers are from the middle of what is seen: the nearest comes first. */
  distance: () => number;
  notBefore: number;
  /** Aborted when the last wearer has gone. */
  gone: AbortController;
}

/** The outfits worn in the room: fetched and drawn nearest first, let go when the last wearer leaves. */
export class Looks {
  private readonly entries = new Map<OutfitHash, Entry>();
  private busy = 0;

  constructor(
    private readonly fetch: Sight['outfit'],
    private readonly scale: () => number,
    private readonly mipmaps: boolean,
  ) {}

  take(hash: OutfitHash, distance: () => number): Look {
    const known = this.entries.get(hash);
    if (known) {
      known.users++;
      return known;
    }
    const entry: Entry = {
      hash,
      dressed: undefined,
      users: 1,
      state: 'waiting',
      distance,
      notBefore: 0,
      gone: new AbortController(),
    };
    this.entries.set(hash, entry);
    return entry;
  }

  release(look: Look): void {
    const entry = this.entries.get(look.hash);
    if (!entry || entry !== look || --entry.users > 0) return;
    this.entries.delete(look.hash);
    entry.state = 'released';
    entry.gone.abort();
    if (entry.dressed) letGo(entry.dressed.texture);
    entry.dressed = undefined;
  }

  /** Starts what may be started; called every frame. */
  pump(now: number): void {
    while (this.busy < LANES) {
      const next = nearest([...this.entries.values()].filter((e) => e.state === 'waiting' && e.notBefore <= now));
      if (!next) return;
      next.state = 'loading';
      this.busy++;
      void this.load(next, now).finally(() => this.busy--);
    }
  }

  /**
   * Draws worn outfits anew, as fine as a photo wants them, and waits until they can be shown; what comes is called to show
   * them, and its answer to go back to how they were.
   */
  async refine(worn: ReadonlySet<Dressed>, scale: number, signal: AbortSignal): Promise<() => () => void> {
    const finer = new Map<Dressed, Canvas>();
    for (const { hash, dressed } of [...this.entries.values()]) {
      if (!dressed || !worn.has(dressed) || dressed.scale >= scale) continue;
      const { width, height } = dressed.sheet;
      const most = Math.min(scale, FINEST / Math.max(width, height));
      finer.set(dressed, await rasterise(await this.fetch(hash, signal), width, height, most));
    }
    return () => {
      const back = [...finer].map(([{ texture: shown }, picture]) => {
        const { source } = shown;
        shown.source = texture(picture, false).source;
        return () => {
          shown.source.unload();
          shown.source = source;
        };
      });
      return () => {
        for (const one of back) one();
      };
    };
  }

  destroy(): void {
    for (const entry of [...this.entries.values()]) {
      entry.users = 1;
      this.release(entry);
    }
  }

  private async load(entry: Entry, now: number): Promise<void> {
    const loading = () => entry.state === 'loading';
    try {
      const svg = await this.fetch(entry.hash, entry.gone.signal);
      if (!loading()) return;
      const sheet = readSheet(svg);
      const scale = this.scale();
      const picture = await rasterise(svg, sheet.width, sheet.height, scale);
      if (!loading()) return;
      const holds = VIEWS.some((view) => sheet.views[view].some((draw) => draw.plane === 'held'));
      entry.dressed = { ...dress(sheet, picture, scale), texture: texture(picture, this.mipmaps), holds };
      entry.state = 'there';
    } catch (cause) {
      if (!loading()) return;
      console.warn('An outfit could not be drawn; trying again.', cause);
      entry.state = 'waiting';
      entry.notBefore = now + AGAIN;
    }
  }
}

function nearest(entries: Entry[]): Entry | undefined {
  let found: Entry | undefined;
  for (const entry of entries) if (!found || entry.distance() < found.distance()) found = entry;
  return found;
}

/** The most quads a view of the sheet needs. */
export const quads = (sheet: Sheet): number => Math.max(...VIEWS.map((view) => sheet.views[view].length));

/** A face for a badge: what hangs on the head, seen from the front, `size` pixels square. */
export function portrait(dressed: Dressed, size: number): Canvas {
  const [element, pen] = canvas(size, size);
  const span = 176;
  const left = 132 - span / 2;
  const top = 104 - span / 2;
  const k = size / span;
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 2, 0, Math.PI * 2);
  pen.clip();
  for (const draw of dressed.sheet.views.front) {
    const frame = frameOf(draw, {}, []);
    if (!frame || (!onHead(draw.bone) && draw.bone !== 'torso')) continue;
    const [x, y, w, h, px, py] = frame;
    const s = dressed.scale;
    pen.drawImage(dressed.picture, x * s, y * s, w * s, h * s, (px - left) * k, (py - top) * k, w * k, h * k);
  }
  return element;
}
