import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Lang } from '../src/wire/types';
import { inFewColours } from './street/png';
import { expect, type Street, type sizes, test } from './street/street';
import type { Visitor } from './street/visitor';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;
/** A picture in the repository has at most so many bytes. */
const heaviest = 400_000;
const keyboard = 320;

/** Nine people, where they are and what they say; the tenth has the browser. */
const company = [
  { name: 'あおい', outfit: 'yukata', seat: 'sofa-left', says: '今日はほんとうに寒かったですね', face: 'smile' },
  { name: 'れん', outfit: 'headphones', seat: 'sofa-right', face: 'smile' },
  { name: 'ミカ', outfit: 'angel', seat: 'armchair-coral', says: 'ケーキおいしい 🍰', face: 'laugh' },
  { name: 'Tom', outfit: 'blazer', seat: 'armchair-mustard', face: 'neutral' },
  { name: 'Kai', outfit: 'cap', seat: 'settee-left', says: 'Which song is this? I love it', face: 'smile' },
  { name: 'そら', outfit: 'cocoa', seat: 'stool-2', face: 'smile' },
  { name: 'ゆき', outfit: 'cat', seat: 'cafe-se', says: 'ねこ、ねてる… 🐈', face: 'shy' },
  { name: 'Noa', outfit: 'beanie', seat: 'cafe-sw', says: 'So cute ✨', face: 'wink' },
  { name: 'ハナ', outfit: 'overalls', at: [470, 410], says: 'ようこそ！', face: 'smile' },
] as const;

const self = { name: 'Mio', outfit: 'Sailor', ja: 'セーラー服', at: [385, 455], says: 'Hi everybody! 👋' } as const;

test('the lounge on a desktop', async ({ street }) => {
  await keep('lounge-desktop', await meet(street, 'desktop', 'en'));
});

test('the lounge on a phone', async ({ street }) => {
  await keep('lounge-phone', await meet(street, 'phone', 'ja'));
});

test('the lounge on a phone with its keyboard up', async ({ street }) => {
  await keep(
    'lounge-phone-keyboard',
    await meet(street, 'phone', 'ja', async (visitor) => {
      await visitor.line.tap();
      await raiseKeyboard(visitor.page);
    }),
  );
});

/** Everybody at their places, drawn, and talking. */
async function meet(
  street: Street,
  on: keyof typeof sizes,
  lang: Lang,
  prepare: (visitor: Visitor) => Promise<void> = async () => undefined,
): Promise<Visitor> {
  const guests = [];
  for (const { name, outfit, face, ...place } of company) {
    const guest = await street.guest({ name, outfit, lang: /^\w+$/.test(name) ? 'en' : 'ja' });
    await guest.do('seat' in place ? { type: 'sit', seat: place.seat } : { type: 'walk', to: [...place.at] });
    await guest.do({ type: 'express', name: face });
    guests.push(guest);
  }
  const visitor = await street.visitor({ on, lang });
  const { page, words } = visitor;
  await visitor.open();
  await visitor.button(words.yourLook).click();
  await page.getByLabel(words.name, { exact: true }).fill(self.name);
  await page.getByRole('radio', { name: lang === 'ja' ? self.ja : self.outfit }).check({ force: true });
  await visitor.comeIn.click();
  await visitor.inside();
  const me = await visitor.id();
  const walk = { id: 'walk-to-the-picture', type: 'walk', to: self.at };
  await visitor.context.request.post(`${street.url}/api/v1/rooms/lounge/commands`, {
    data: walk,
    headers: { Origin: street.url },
  });
  await prepare(visitor);
  for (const who of [...guests.map((g) => g.id), me]) await visitor.settled(who);

  for (const [i, one] of company.entries()) if ('says' in one) await guests[i]!.say(one.says);
  await visitor.line.fill(self.says);
  await visitor.line.press('Enter');
  await visitor.bubble(self.says).and(page.locator('.landed')).waitFor();
  await visitor.still();
  await expect.poll(() => page.locator('.bubble:not(.landed, .dot, .absent)').count()).toBe(0);
  await page.mouse.move(5, 300);
  return visitor;
}

/** A keyboard as iOS lays it over the page: the visual viewport shrinks, and keys stand below. */
async function raiseKeyboard(page: Page): Promise<void> {
  await page.evaluate((covered) => {
    const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].map((row) => [...row]);
    const keys = document.createElement('div');
    Object.assign(keys.style, { position: 'fixed', inset: 'auto 0 0', height: `${covered}px`, zIndex: '99' });
    Object.assign(keys.style, { background: '#d3d5da', padding: '14px 4px', boxSizing: 'border-box' });
    for (const row of [...rows, ['123', '空白', '改行']]) {
      const line = document.createElement('div');
      Object.assign(line.style, { display: 'flex', justifyContent: 'center', gap: '6px', margin: '0 0 13px' });
      for (const key of row) {
        const cap = document.createElement('span');
        cap.textContent = key;
        const width = key.length === 1 ? '33px' : key === '空白' ? '190px' : '88px';
        Object.assign(cap.style, { width, height: '46px', borderRadius: '6px', background: '#fff', color: '#111' });
        Object.assign(cap.style, { font: '20px/46px sans-serif', textAlign: 'center', boxShadow: '0 1px 0 #888' });
        line.append(cap);
      }
      keys.append(line);
    }
    document.body.append(keys);
    Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => innerHeight - covered });
    visualViewport?.dispatchEvent(new Event('resize'));
  }, keyboard);
}

async function keep(name: string, { page, context }: Visitor): Promise<void> {
  const shot = await page.screenshot();
  const small = await inFewColours(await context.newPage(), shot);
  expect(small.length).toBeLessThan(heaviest);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${name}.png`, small);
}
