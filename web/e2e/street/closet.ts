import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { en } from '../../src/closet/words/en';
import { type ClosetWords, ja } from '../../src/closet/words/ja';
import type { Recipe, Wardrobe } from '../../src/wire/types';
import type { Spot } from '../../src/world/scene';
import type { Visitor } from './visitor';

/** Somebody in the closet: what they see and do there. */
export class Dresser {
  readonly page: Page;
  readonly words: ClosetWords;

  constructor(
    readonly visitor: Visitor,
    private readonly narrow: boolean,
  ) {
    this.page = visitor.page;
    this.words = visitor.lang === 'ja' ? ja : en;
  }

  /** Waits until the racks hang and the avatar is drawn. */
  async ready(): Promise<void> {
    await this.page.locator('.rack .cell img').first().waitFor();
    await this.drawn();
  }

  /** Waits until the newest look is the one that is shown. */
  async dressed(): Promise<void> {
    await expect.poll(() => this.page.locator('.figure.changing').count(), { message: 'dressed' }).toBe(0);
  }

  async drawn(): Promise<void> {
    await this.dressed();
    await expect.poll(() => this.inked(), { message: 'an avatar is drawn' }).toBeGreaterThan(0.05);
  }

  /** How much of the stage's middle the avatar covers, from 0 to 1. */
  inked(): Promise<number> {
    return this.page.locator('canvas.figure').evaluate((el) => {
      const canvas = el as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let inked = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]! > 200) inked++;
      return inked / (data.length / 4);
    });
  }

  /** The items worn, by their rows: from inner to outer. */
  async order(): Promise<string[]> {
    return this.page.locator('.worn-row').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.item!));
  }

  /** The look on the way, once the server has fitted it; what is worn in the street while nothing is changed. */
  async look(): Promise<Recipe> {
    await this.dressed();
    const draft = await this.page.evaluate(() => sessionStorage.getItem('yokocho.draft'));
    return draft ? (JSON.parse(draft) as Recipe) : this.worn();
  }

  /** What is worn in the street. */
  async worn(): Promise<Recipe> {
    const { request } = this.visitor.context;
    const { origin } = new URL(this.page.url());
    const hash = await this.visitor.outfit();
    return (await (await request.get(`${origin}/api/v1/outfits/${hash}`)).json()).recipe;
  }

  cell(name: string): Locator {
    return this.page.locator('.rack').getByRole('button', { name, exact: true });
  }

  row(item: string): Locator {
    return this.page.locator(`.worn-row[data-item="${item}"]`);
  }

  /** Opens one kind of items. */
  async slot(name: string): Promise<void> {
    await this.page.locator('.slots').getByRole('button', { name, exact: true }).click();
    await this.page.locator('.rack .cell img').first().waitFor();
  }

  tool(name: string): Locator {
    return this.page.locator('.closet-tools').getByRole('button', { name, exact: true });
  }

  /** Shows what is worn, where it lies over the racks. */
  async list(): Promise<void> {
    if (this.narrow && (await this.page.locator('.worn-panel').count()) === 0)
      await this.page.locator('.list-button').click();
    await this.page.locator('.worn-panel').waitFor();
    await this.visitor.still();
  }

  async racks(): Promise<void> {
    const close = this.page.locator('.sheet').getByRole('button', { name: this.words.hide, exact: true });
    if (this.narrow) await close.click();
  }

  /** Drags a row by its grip over so many others, by mouse or by a finger. */
  async drag(item: string, over: number, by: 'mouse' | 'finger'): Promise<void> {
    const row = this.row(item);
    const grip = row.locator('.grip');
    await grip.scrollIntoViewIfNeeded();
    const box = (await grip.boundingBox())!;
    const { height } = (await row.boundingBox())!;
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const pointer = await (by === 'mouse' ? mouse(this.page) : finger(this.page));
    await pointer.down(from);
    // The row is lifted in the frame after.
    await expect.poll(() => this.page.locator('.worn.dragging').count()).toBe(1);
    const way = over * height;
    for (let step = 1; step <= 6; step++) await pointer.move({ x: from.x, y: from.y + (way * step) / 6 });
    await pointer.up();
    await expect.poll(() => this.page.locator('.worn.dragging').count()).toBe(0);
  }

  /** The wardrobe, as the server tells it. */
  async wardrobe(): Promise<Wardrobe> {
    return (await this.visitor.context.request.get(`${new URL(this.page.url()).origin}/api/v1/wardrobe`)).json();
  }
}

interface Pointer {
  down(at: Spot): Promise<void>;
  move(to: Spot): Promise<void>;
  up(): Promise<void>;
}

async function mouse({ mouse }: Page): Promise<Pointer> {
  return {
    down: async ({ x, y }) => {
      await mouse.move(x, y);
      await mouse.down();
    },
    move: ({ x, y }) => mouse.move(x, y),
    up: () => mouse.up(),
  };
}

/** A real touch, from which the browser makes pointer events, or scrolls where it may. */
async function finger(page: Page): Promise<Pointer> {
  const cdp = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Spot) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] }).then(() => undefined);
  return {
    down: (at) => send('touchStart', at),
    move: (to) => send('touchMove', to),
    up: () => send('touchEnd'),
  };
}
