import type { Browser, Page as Tab } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import type { Outfit } from '../../src/wire/types';
import type { Guest } from '../street/guest';
import type { Street } from '../street/street';
import type { Page } from './cells';

/** A garment and how it is dyed; the recipe of an outfit is a list of them, inner to outer. */
export type Garment = string | { item: string; dyes: Record<string, string> };

/** Dresses figures by the real server's sheets, and draws them by the browser's own code. */
export class Atelier {
  private constructor(
    private readonly vite: ViteDevServer,
    private readonly tab: Tab,
    private readonly street: Street,
    private readonly guest: Guest,
  ) {}

  static async open(street: Street, browser: Browser): Promise<Atelier> {
    const root = new URL('../..', import.meta.url).pathname;
    const vite = await createServer({
      root,
      logLevel: 'error',
      server: { port: 0, host: '127.0.0.1', fs: { allow: [`${root}/..`] }, watch: null, hmr: false },
    });
    await vite.listen();
    const tab = await browser.newPage();
    await tab.goto(`${vite.resolvedUrls!.local[0]}e2e/atelier/page.html`);
    await tab.waitForFunction('window.draw');
    return new Atelier(vite, tab, street, await street.guest({ name: 'Tailor' }));
  }

  /** Where the sheet of an outfit is. */
  async fit(wear: readonly Garment[], skin = '#fbcfae'): Promise<string> {
    const recipe = { skin, wear: wear.map((one) => (typeof one === 'string' ? { item: one } : one)) };
    const { url } = await this.guest.fit(recipe);
    return new URL(url, this.street.url).href;
  }

  /** The ready-made outfit's sheet. */
  address(outfit: Pick<Outfit, 'url'>): string {
    return new URL(outfit.url, this.street.url).href;
  }

  /** A page of figures as a PNG. */
  async draw(page: Page): Promise<Buffer> {
    const address = await this.tab.evaluate(
      (page) => (window as unknown as { draw(page: unknown): Promise<string> }).draw(page),
      page as unknown,
    );
    return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  }

  get page(): Tab {
    return this.tab;
  }

  async close(): Promise<void> {
    await this.tab.close();
    await this.vite.close();
  }
}
