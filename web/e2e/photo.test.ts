import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe } from 'vitest';
import { layoutOf, type Style } from '../src/photo/frames';
import { en } from '../src/photo/words/en';
import { ja, type PhotoWords } from '../src/photo/words/ja';
import type { Box } from '../src/world/scene';
import { sound } from './street/axe';
import type { Guest } from './street/guest';
import { decode } from './street/png';
import { expect, test } from './street/street';
import { overlaps, type Visitor } from './street/visitor';

/** A visitor's camera. */
class Camera {
  readonly words: PhotoWords;

  private constructor(readonly visitor: Visitor) {
    this.words = visitor.lang === 'ja' ? ja : en;
  }

  /** Comes in where nothing moves but what is meant to, and where it is noted what a pen writes. */
  static async enter(visitor: Visitor): Promise<Camera> {
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await visitor.page.addInitScript(() => {
      const written: string[] = [];
      Reflect.set(window, 'written', written);
      const write = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
        written.push(text);
        write.call(this, text, ...where);
      };
    });
    await visitor.enter();
    return new Camera(visitor);
  }

  get page() {
    return this.visitor.page;
  }
  get finder() {
    return this.page.getByRole('dialog', { name: this.words.finder });
  }
  get print() {
    return this.page.getByRole('dialog', { name: this.words.photo });
  }
  /** Who is a silhouette so far. */
  get note() {
    return this.finder.locator('.finder-note');
  }

  /** The first tap. */
  async open(): Promise<void> {
    await this.visitor.button(this.visitor.words.camera).click();
    await this.finder.waitFor();
    await this.visitor.still();
    await this.visitor.settled();
  }

  /** The second tap; the answer is where the frame was on the screen. */
  async shoot(pressed = () => {}): Promise<Box> {
    const { x, y, width: w, height: h } = (await this.page.locator('.finder-frame').boundingBox())!;
    await this.page.evaluate(() => Reflect.get(window, 'written').splice(0));
    await this.visitor.button(this.words.shutter).click();
    pressed();
    await this.print.waitFor();
    return { x, y, w, h };
  }

  /** What the pen wrote since the shutter. */
  written(): Promise<string[]> {
    return this.page.evaluate(() => [...Reflect.get(window, 'written')]);
  }

  async save(): Promise<{ width: number; height: number; pixels: Buffer }> {
    const folder = await mkdtemp(join(tmpdir(), 'yokocho-photo-'));
    const coming = this.page.waitForEvent('download', { timeout: 30_000 });
    await this.visitor.button(this.words.save, this.print).click();
    const file = join(folder, 'photo.png');
    await (await coming).saveAs(file);
    const blank = await this.visitor.context.newPage();
    const picture = await decode(blank, await readFile(file));
    await blank.close();
    await rm(folder, { recursive: true });
    return picture;
  }

  async share(): Promise<string> {
    await this.visitor.button(this.words.link, this.print).click();
    return this.print.getByRole('textbox', { name: this.words.linkOf }).inputValue();
  }

  async again(): Promise<void> {
    await this.visitor.button(this.words.again, this.print).click();
    await this.finder.waitFor();
    await this.visitor.settled();
  }
}

/** Where a box of the screen is on the finished picture. */
function onPicture(box: Box, frame: Box, style: Style): Box {
  const scale = 1280 / Math.max(frame.w, frame.h);
  const { window } = layoutOf(style, Math.round(frame.w * scale), Math.round(frame.h * scale));
  return {
    x: window.x + (box.x - frame.x) * scale,
    y: window.y + (box.y - frame.y) * scale,
    w: box.w * scale,
    h: box.h * scale,
  };
}

type Picture = Awaited<ReturnType<Camera['save']>>;

/** How many pixels differ clearly, inside a box and elsewhere. */
function differences(a: Picture, b: Picture, box: Box): { inside: number; elsewhere: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  const found = { inside: 0, elsewhere: 0 };
  const off = (at: number) => Math.abs(a.pixels[at]! - b.pixels[at]!);
  for (let i = 0; i < a.width * a.height; i++) {
    if (off(i * 4) + off(i * 4 + 1) + off(i * 4 + 2) < 60) continue;
    const [x, y] = [i % a.width, Math.floor(i / a.width)];
    found[x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h ? 'inside' : 'elsewhere']++;
  }
  return found;
}

describe('a photo', () => {
  test('takes two taps, and shows of whoever has not agreed a silhouette until they do', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    let deliver = () => {};
    const delivered = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    await mika.page.route('**/assets/outfit-*', async (route) => {
      await delivered;
      await route.continue();
    });
    const camera = await Camera.enter(mika);
    await ken.do({ type: 'walk', to: [300, 380] });
    await mika.settled(ken.id);
    await camera.open();
    expect(await camera.note.textContent()).toContain('Ken');
    // Clothes still on their way are waited for.
    const frame = await camera.shoot(deliver);
    const before = await camera.save();
    const names = ['Ken', (await mika.self()).name];
    expect(await camera.written()).toEqual(expect.arrayContaining(['Lounge', '横丁 Yokocho']));
    for (const name of names) expect(await camera.written()).not.toContain(name);

    await camera.again();
    await ken.agree('yes');
    await expect.poll(() => camera.note.textContent()).toBe('');
    await camera.shoot();
    const after = await camera.save();
    const { x, y, w, h } = (await mika.anchor(ken.id)).body;
    // Hair, and a silhouette's head, are half as broad again as the body on either side.
    const roomy = { x: x - w * 0.7, y: y - h * 0.12, w: w * 2.4, h: h * 1.2 };
    const box = onPicture(roomy, frame, 'paper');
    const { inside, elsewhere } = differences(before, after, box);
    expect(inside).toBeGreaterThan((box.w * box.h) / 8);
    expect(elsewhere).toBeLessThan(inside / 50);

    await mika.button(camera.words.names, camera.print).click();
    await expect.poll(() => camera.written()).toEqual(expect.arrayContaining(names));
  });

  test('asks the others by a question that takes nobody’s focus and can be answered by keyboard', async ({
    street,
  }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.visitor()]);
    await ken.enter();
    const camera = await Camera.enter(mika);
    const kenName = (await ken.self()).name;
    await ken.line.fill('I am just writing');
    await mika.page.locator('.scene').focus();
    await mika.page.keyboard.press('p');
    await camera.finder.waitFor();
    const asked = ken.page.locator('.asked');
    await asked.getByText(ken.words.photosAsked((await mika.self()).name)).waitFor();
    expect(await ken.page.evaluate(() => document.activeElement?.className)).toBe('line');
    await ken.page.keyboard.press('Shift+Tab');
    await ken.page.keyboard.press('Shift+Tab');
    // Whoever is about to answer may take their time.
    await asked.getByRole('button', { name: ken.words.photosYes }).and(ken.page.locator(':focus')).waitFor();
    await sound(ken, 'being asked');
    expect(await camera.note.textContent()).toContain(kenName);
    await sound(mika, 'viewfinder');
    await ken.page.keyboard.press('Enter');
    await expect.poll(() => camera.note.textContent()).toBe('');
    expect(await asked.count()).toBe(0);
    expect(await ken.page.evaluate(() => document.activeElement?.className)).toBe('line');
    expect((await ken.self()).photos).toBe('yes');

    const settings = await ken.panel('settings');
    await settings.getByRole('checkbox', { name: ken.words.photosMay }).uncheck();
    await expect.poll(() => camera.note.textContent()).toContain(kenName);
    await mika.page.keyboard.press('Escape');
    await camera.finder.waitFor({ state: 'detached' });
    await mika.page.locator('.scene:focus').waitFor();
  });

  test('shows what is said to all, and never a whisper, nor the line of an ignored person or a silhouette', async ({
    street,
  }) => {
    const mika = await street.visitor();
    const camera = await Camera.enter(mika);
    const guests = await Promise.all(['Aki', 'Ben', 'Dan'].map((name) => street.guest({ name })));
    const [aki, ben, dan] = guests as [Guest, Guest, Guest];
    for (const guest of [aki, ben]) await guest.agree('yes');
    const places: [number, number][] = [
      [200, 400],
      [330, 330],
      [420, 420],
    ];
    for (const [i, guest] of guests.entries()) await guest.do({ type: 'walk', to: places[i]! });
    for (const { id } of guests) await mika.settled(id);
    await mika.panel('people');
    await mika.button(`${mika.words.ignore}: Ben`).click();
    await expect.poll(() => mika.page.locator('.tag.muted').count()).toBe(1);

    for (const { id } of [aki, dan]) await mika.knows(id);
    await camera.open();
    await aki.say('to all');
    await ben.say('to deaf ears');
    await dan.say('from a silhouette');
    await mika.bubble('to all').waitFor();
    await dan.whisper(await mika.id(), 'to Mika alone');
    await aki.whisper(await mika.id(), 'also to Mika alone');
    await mika.log.getByText('also to Mika alone').waitFor();
    for (const text of ['also to Mika alone', 'from a silhouette']) {
      expect(await mika.bubble(text).isVisible(), text).toBe(false);
    }
    await camera.shoot();
    const written = (await camera.written()).join(' ');
    expect(written).toContain('to all');
    for (const text of ['alone', 'deaf', 'silhouette']) expect(written).not.toContain(text);
    await mika.button(camera.words.bubbles, camera.print).click();
    const all = (await camera.written()).length;
    await mika.button(camera.words.styles.film, camera.print).click();
    await expect.poll(async () => (await camera.written()).length).toBeGreaterThan(all);
    expect((await camera.written()).slice(all).join(' ')).not.toContain('to all');
  });

  test('has a link with a card, which a stranger may see until it is taken back', async ({ street }) => {
    const [mika, stranger] = await Promise.all([street.visitor(), street.visitor({ lang: 'ja', on: 'phone' })]);
    const camera = await Camera.enter(mika);
    await camera.open();
    await camera.shoot();
    const link = await camera.share();
    expect(link).toMatch(new RegExp(`^${street.url}/photo/[a-z0-9]+$`));
    await camera.print.getByText(camera.words.linkHint).waitFor();
    await sound(mika, 'photo with its link');

    await stranger.page.goto(link);
    const picture = stranger.page.getByRole('img', { name: 'ラウンジ' });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1200);
    const card = await stranger.page.locator('meta[property="og:image"]').getAttribute('content');
    const image = await stranger.context.request.get(card!);
    expect([image.status(), image.headers()['content-type']]).toEqual([200, 'image/jpeg']);
    const comeIn = stranger.page.getByRole('link', { name: ja.comeIn });
    expect(await comeIn.getAttribute('href')).toBe('/lounge');
    expect(await stranger.button(ja.takeBack).count()).toBe(0);
    await sound(stranger, 'page of a photo');

    await mika.page.goto(link);
    await mika.button(en.takeBack).click();
    await mika.page.getByText(en.gone).waitFor();
    stranger.excuse(/404/);
    await stranger.page.reload();
    await stranger.page.getByText(ja.gone).waitFor();
    await sound(stranger, 'page of a photo that is gone');
    await stranger.page.getByRole('link', { name: ja.toStreet }).click();
    await stranger.comeIn.waitFor();
  });

  test('is taken on a phone by two thumbs, and its link is taken back where it was made', async ({ street }) => {
    const camera = await Camera.enter(await street.visitor({ lang: 'ja', on: 'phone' }));
    const { page, visitor, words } = camera;
    await visitor.settled();
    await visitor.button(visitor.words.camera).tap();
    await camera.finder.waitFor();
    await sound(visitor, 'viewfinder on a phone');
    await roomyEnough(camera.finder);
    const before = (await visitor.anchor(await visitor.id())).crown;
    await page.locator('.scene').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await visitor.anchor(await visitor.id())).crown.x).toBeGreaterThan(before.x + 20);
    const standing = (await visitor.self()).path.at(-1);
    const frame = (await page.locator('.finder-frame').boundingBox())!;
    await page.touchscreen.tap(frame.x + frame.width / 2, frame.y + frame.height - 40);
    await visitor.button(words.shutter).tap();
    await camera.print.waitFor();
    // A tap on the room inside the frame is no walk.
    expect((await visitor.self()).path.at(-1)).toEqual(standing);
    await sound(visitor, 'photo on a phone');
    await roomyEnough(camera.print);
    const link = await camera.share();
    await roomyEnough(camera.print);
    await visitor.button(words.takeBack, camera.print).tap();
    await visitor.button(words.link, camera.print).waitFor();
    expect((await visitor.context.request.get(`${link}.jpg`)).status()).toBe(404);
    await visitor.button(words.close, camera.print).tap();
    await visitor.line.waitFor();
  });
});

/** Everything to be tapped is large enough for a thumb, and lies on nothing else. */
async function roomyEnough(within: Locator): Promise<void> {
  const boxes: Box[] = [];
  for (const button of await within.getByRole('button').all()) {
    const { x, y, width, height } = (await button.boundingBox())!;
    const name = await button.evaluate((el) => el.ariaLabel ?? el.textContent);
    expect(Math.min(width, height), `${name}`).toBeGreaterThanOrEqual(44);
    boxes.push({ x, y, w: width, h: height });
  }
  for (const [i, box] of boxes.entries()) {
    for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
  }
}
