import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { Run } from './server';
import { sizes } from './street';

const art = new URL('../../../art', import.meta.url).pathname;

/** `yokocho studio` on a folder with a room and an item of its own, and a page that shows it. */
export class Studio {
  readonly complaints: string[] = [];

  private constructor(
    private readonly run: Run,
    private readonly browser: Browser,
    readonly page: Page,
    readonly url: string,
    private readonly folder: string,
  ) {
    page.on('console', (said) => said.type() === 'error' && this.complaints.push(said.text()));
    page.on('pageerror', (fault) => this.complaints.push(fault.message));
  }

  static async open(): Promise<Studio> {
    const folder = await mkdtemp(join(tmpdir(), 'yokocho-studio-'));
    for (const own of ['rooms/lounge', 'items/top/hoodie'])
      await cp(join(art, own), join(folder, own), { recursive: true });
    const run = new Run(['studio', '--listen', '127.0.0.1:0', folder]);
    const [browser, url] = await Promise.all([chromium.connect(inject('browser')), run.address]);
    const context = await browser.newContext({ viewport: sizes.window, locale: 'en-GB' });
    return new Studio(run, browser, await context.newPage(), url, folder);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  /** Saves a file in the manner of an editor: written anew beside it, then put in its place. */
  async save(file: string, text: string): Promise<void> {
    const path = join(this.folder, file);
    await writeFile(`${path}~`, text);
    await rename(`${path}~`, path);
  }

  /** A map as Tiled saves it, without a screen. */
  async throughTiled(map: string): Promise<string> {
    const cwd = join(this.folder, dirname(map));
    const env = { ...process.env, QT_QPA_PLATFORM: 'offscreen' };
    await promisify(execFile)('tiled', ['--export-map', 'json', basename(map), 'again.tmj'], { cwd, env });
    const again = await readFile(join(cwd, 'again.tmj'), 'utf8');
    await rm(join(cwd, 'again.tmj'));
    return again;
  }

  /** Where a point of the room's picture is in the preview, in CSS pixels from its top left. */
  async spot([x, y]: readonly [number, number]): Promise<readonly [number, number]> {
    const lie = await this.page.locator('.marks > g').getAttribute('transform');
    const [dx, dy, scale] = lie!.match(/-?[\d.]+/g)!.map(Number) as [number, number, number];
    return [x * scale + dx, y * scale + dy];
  }

  async close(): Promise<void> {
    await this.browser.close();
    const how = await this.run.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
    if (how !== 0) throw new Error(`the studio ended by ${how}:\n${this.run.said}`);
    if (this.complaints.length > 0) throw new Error(`the page complained:\n${this.complaints.join('\n')}`);
  }
}

/** A test with a studio of its own. */
export const test = base.extend<{ studio: Studio }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  studio: async ({}, use) => {
    const studio = await Studio.open();
    await use(studio);
    await studio.close();
  },
});
