import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';
import type { Lang, RoomID } from '../../src/wire/types';
import { type Coming, type Drawing, drawing, Guest, room } from './guest';
import { Server } from './server';
import { Visitor } from './visitor';

/** Windows by what is tried in them; `window` is the smallest with a drawer beside the room, and the cheapest to draw. */
export const sizes = {
  window: { width: 1120, height: 700 },
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  postcard: { width: 960, height: 600 },
} as const;

export interface Arrival {
  lang?: Lang;
  /** A phone has a touch screen, too. */
  on?: keyof typeof sizes;
  /** Comes through this address instead of the server's own. */
  through?: string;
}

/** One server, and everybody who comes to it in a test. */
export class Street {
  readonly visitors: Visitor[] = [];

  private constructor(
    readonly browser: Browser,
    readonly server: Server,
  ) {}

  static async open(options: string): Promise<Street> {
    const [browser, server] = await Promise.all([chromium.connect(inject('browser')), Server.start(options)]);
    return new Street(browser, server);
  }

  get url(): string {
    return this.server.url;
  }

  /** A browser with cookies and storage of its own, with an empty page. */
  async visitor({ lang = 'en', on = 'window', through = this.url }: Arrival = {}): Promise<Visitor> {
    const locale = lang === 'ja' ? 'ja-JP' : 'en-GB';
    const touch: BrowserContextOptions = on === 'phone' ? { hasTouch: true, isMobile: true } : {};
    const context = await this.browser.newContext({ viewport: sizes[on], ...touch, locale });
    const visitor = new Visitor(context, await context.newPage(), through, lang);
    this.visitors.push(visitor);
    return visitor;
  }

  /** The one whom the link of the first start makes the operator, in the lounge. */
  async operator(): Promise<Visitor> {
    const operator = await this.visitor();
    await operator.page.goto(this.server.operatorLink);
    await operator.button(operator.words.comeIn, operator.dialog).click();
    await operator.inside();
    await operator.become('owner');
    return operator;
  }

  /** Somebody who needs no browser. */
  guest(coming: Coming): Promise<Guest> {
    return Guest.come(this.url, coming);
  }

  drawing(of: RoomID = room): Promise<Drawing> {
    return drawing(this.url, of);
  }

  /** Pictures of every page, for whoever must find out why a test failed. */
  async picture(test: string): Promise<string> {
    const folder = join(tmpdir(), 'yokocho-e2e');
    await mkdir(folder, { recursive: true });
    for (const [i, { page }] of this.visitors.entries()) {
      const path = join(folder, `${test.replace(/\W+/g, '-')}-${i + 1}.png`);
      await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    }
    return folder;
  }

  /** Everybody goes, the server ends; no browser may have complained. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    expect(this.visitors.flatMap((v) => v.complaints)).toEqual([]);
  }
}

/** A test with a street of its own, in the time zone that the test may choose. */
export const test = base.extend<{ options: string; street: Street }>({
  options: '',
  street: async ({ task, options }, use) => {
    const street = await Street.open(options);
    await use(street);
    if (task.result?.state === 'fail') console.warn('Pictures of the pages:', await street.picture(task.name));
    await street.close();
  },
});

export { expect };
