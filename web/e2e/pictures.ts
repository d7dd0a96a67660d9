import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Expression, Lang, RoomID } from '../src/wire/types';
import { lit } from './street/light';
import { inFewColours } from './street/png';
import { expect, type Street, type sizes } from './street/street';
import type { Visitor } from './street/visitor';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;
/** A picture in the repository has at most so many bytes. */
const heaviest = 400_000;
const keyboard = 320;

/** People where they are and with what they say; the last one has the browser. */
interface Meeting {
  room: RoomID;
  company: ({ name: string; outfit: string; face: Expression; says?: string } & Place)[];
  self: { name: string; outfit: string; ja: string; at: [number, number]; says: string };
  /** How many are behind the doors, whom only the signs count. */
  elsewhere?: Record<RoomID, number>;
}
type Place = { seat: string } | { at: [number, number] };

const lounge: Meeting = {
  room: 'lounge',
  company: [
    { name: 'あおい', outfit: 'yukata', seat: 'sofa-left', says: '今日はほんとうに寒かったですね', face: 'smile' },
    { name: 'れん', outfit: 'headphones', seat: 'sofa-right', face: 'smile' },
    { name: 'ミカ', outfit: 'angel', seat: 'armchair-coral', says: 'ケーキおいしい 🍰', face: 'laugh' },
    { name: 'Tom', outfit: 'blazer', seat: 'armchair-mustard', face: 'neutral' },
    { name: 'Kai', outfit: 'cap', seat: 'settee-left', says: 'Which song is this? I love it', face: 'smile' },
    { name: 'そら', outfit: 'cocoa', seat: 'stool-2', face: 'smile' },
    { name: 'ゆき', outfit: 'cat', seat: 'cafe-se', says: 'ねこ、ねてる… 🐈', face: 'shy' },
    { name: 'Noa', outfit: 'beanie', seat: 'cafe-sw', says: 'So cute ✨', face: 'wink' },
    { name: 'ハナ', outfit: 'overalls', at: [470, 410], says: 'ようこそ！', face: 'smile' },
  ],
  self: { name: 'Mio', outfit: 'Sailor', ja: 'セーラー服', at: [385, 455], says: 'Hi everybody! 👋' },
};

const street: Meeting = {
  room: 'street',
  company: [
    { name: 'あおい', outfit: 'yukata', seat: 'crate-nw', says: 'いいにおい… ラーメン食べたい 🍜', face: 'smile' },
    { name: 'れん', outfit: 'headphones', seat: 'crate-ne', face: 'laugh' },
    { name: 'Tom', outfit: 'blazer', seat: 'ramen-left', face: 'neutral' },
    { name: 'Kai', outfit: 'cap', seat: 'ramen-right', says: 'One miso ramen, please!', face: 'smile' },
    { name: 'ゆき', outfit: 'cat', seat: 'bench-window-left', face: 'shy' },
    { name: 'Noa', outfit: 'beanie', seat: 'bench-window-right', says: 'Who comes dancing? ✨', face: 'wink' },
    { name: 'そら', outfit: 'cocoa', seat: 'crate-vending', says: 'ココアあったかい', face: 'smile' },
    { name: 'ハナ', outfit: 'overalls', seat: 'crate-kerb', face: 'smile' },
    { name: 'Lio', outfit: 'rocker', at: [330, 420], says: 'My band plays at nine!', face: 'laugh' },
    { name: 'ミカ', outfit: 'matsuri', at: [470, 190], says: 'お祭りみたい！', face: 'smile' },
    { name: 'Rin', outfit: 'witch', at: [700, 230], face: 'wink' },
  ],
  self: { name: 'Mio', outfit: 'Sailor', ja: 'セーラー服', at: [470, 415], says: 'Hi everybody! 👋' },
  elsewhere: { club: 5, lounge: 3, ramen: 2, bar: 4, boutique: 1, 'hair-salon': 1 },
};

const test = lit('night');

test('the street on a desktop', async ({ street: open }) => {
  await keep('street-desktop', await meet(open, street, 'desktop', 'en'));
});

test('the lounge on a desktop', async ({ street: open }) => {
  await keep('lounge-desktop', await meet(open, lounge, 'desktop', 'en'));
});

test('the lounge on a phone', async ({ street: open }) => {
  await keep('lounge-phone', await meet(open, lounge, 'phone', 'ja'));
});

test('the lounge on a phone with its keyboard up', async ({ street: open }) => {
  await keep(
    'lounge-phone-keyboard',
    await meet(open, lounge, 'phone', 'ja', async (visitor) => {
      await visitor.line.tap();
      await raiseKeyboard(visitor.page);
    }),
  );
});

test('the menu of somebody, on a phone', async ({ street: open }) => {
  const visitor = await meet(open, lounge, 'phone', 'ja');
  const who = (await visitor.view()).people.find(({ name }) => name === 'ハナ')!.id;
  const { face } = await visitor.settled(who);
  await visitor.page.touchscreen.tap(face.x + face.w / 2, face.y + face.h / 2);
  await visitor.button(visitor.words.report).waitFor();
  await visitor.still();
  await keep('menu-phone', visitor);
});

test('a report played back, and the levers', async ({ street: open }) => {
  const operator = await open.operator();
  await operator.button(operator.words.close, operator.dialog).click();
  const [mika, pest] = await Promise.all([
    open.guest({ name: 'みか', outfit: 'sailor', lang: 'ja' }),
    open.guest({ name: 'ぺすと', outfit: 'rocker', lang: 'ja' }),
  ]);
  await mika.do({ type: 'walk', to: [470, 410] });
  const arrived = async () => (await mika.view()).people.every(({ path }) => path.at(-1)![2] < Date.now());
  await expect.poll(arrived).toBe(true);
  await pest.do({ type: 'approach', visitor: mika.id });
  await expect.poll(arrived).toBe(true);
  await pest.say('ねえ、どこに住んでるの？');
  await mika.say('こたえたくないです');
  await pest.whisper(mika.id, 'むししないでよ');
  await mika.report(pest.id, 'ずっとついてきます');
  const { page } = operator;
  await operator.button(operator.words.settings).click();
  await operator.button('日本語').click();
  await page.goto(`${open.url}/admin`);
  await page.getByRole('button', { name: '見る' }).click();
  await page.locator('.replay-lines li').nth(2).waitFor();
  await page.setViewportSize({ width: 1120, height: 1000 });
  await expect.poll(() => page.locator('.replay-names span').count()).toBeGreaterThan(1);
  await operator.still();
  await keep('admin-desktop', operator);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'レバー' }).click();
  await page.getByLabel('あたらしいゲストをとめる').check();
  await operator.still();
  await keep('admin-phone', operator);
});

/** Everybody at their places, drawn, and talking. */
async function meet(
  open: Street,
  { room, company, self, elsewhere = {} }: Meeting,
  on: keyof typeof sizes,
  lang: Lang,
  prepare: (visitor: Visitor) => Promise<void> = async () => undefined,
): Promise<Visitor> {
  const guests = [];
  for (const { name, outfit, face, ...place } of company) {
    const guest = await open.guest({ name, outfit, lang: /^\w+$/.test(name) ? 'en' : 'ja', into: room });
    await guest.do('seat' in place ? { type: 'sit', seat: place.seat } : { type: 'walk', to: place.at });
    await guest.do({ type: 'express', name: face });
    guests.push(guest);
  }
  for (const [into, many] of Object.entries(elsewhere)) {
    for (let i = 0; i < many; i++) await open.guest({ name: `${into} ${i}`, into });
  }
  const visitor = await open.visitor({ on, lang });
  const { page, words } = visitor;
  await visitor.open('', room);
  await visitor.button(words.yourLook).click();
  await page.getByLabel(words.name, { exact: true }).fill(self.name);
  await page.getByRole('radio', { name: lang === 'ja' ? self.ja : self.outfit }).check({ force: true });
  await visitor.comeIn.click();
  await visitor.inside();
  const me = await visitor.id();
  const walk = { id: 'walk-to-the-picture', type: 'walk', to: self.at };
  await visitor.context.request.post(`${open.url}/api/v1/rooms/${room}/commands`, {
    data: walk,
    headers: { Origin: open.url },
  });
  await prepare(visitor);
  for (const who of [...guests.map((g) => g.id), me]) await visitor.settled(who);

  for (const [i, { says }] of company.entries()) if (says) await guests[i]!.say(says);
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
