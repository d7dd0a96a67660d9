import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { fits } from './street/fits';
import { expect, sizes, test } from './street/street';
import { overlaps } from './street/visitor';

const keyboard = 336;

describe('on a phone', () => {
  test('one is tall enough, and the bar and oneself stay above the keyboard', async ({ street }) => {
    const [mika, ...others] = await Promise.all([
      street.visitor({ on: 'phone' }),
      street.guest({ name: 'Ken' }),
      street.guest({ name: 'Noa' }),
    ]);
    await mika.enter();
    const own = await mika.settled();
    expect(own.body.h).toBeGreaterThanOrEqual(120);

    await mika.line.tap();
    await raiseKeyboard(mika.page, keyboard);
    const top = sizes.phone.height - keyboard;
    const bar = mika.page.locator('.bar .pill');
    const bottom = async () => {
      const box = (await bar.boundingBox())!;
      return box.y + box.height;
    };
    await expect.poll(bottom).toBeLessThanOrEqual(top);
    expect(await bottom()).toBeGreaterThan(top - 40);
    const { y } = (await bar.boundingBox())!;

    for (const other of others) await other.say('Can you still see this above the keyboard?');
    await mika.say('Yes!');
    await mika.page.locator('.bubble.full.landed').nth(1).waitFor();
    const { body, face } = await mika.settled();
    expect(body.h).toBeGreaterThanOrEqual(120);
    expect(body.y).toBeGreaterThanOrEqual(0);
    expect(body.y + body.h).toBeLessThanOrEqual(y);
    const bubbles = await boxes(mika.page, '.bubble.full.landed .balloon');
    expect(bubbles).toHaveLength(2);
    for (const bubble of bubbles) {
      expect(bubble.y).toBeGreaterThanOrEqual(0);
      expect(bubble.y + bubble.h).toBeLessThanOrEqual(y);
      expect(overlaps(bubble, face)).toBe(false);
    }

    await raiseKeyboard(mika.page, 0);
    await expect.poll(bottom).toBeGreaterThan(top);
  });

  test('everything is large enough for a finger, and nothing scrolls sideways', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ on: 'phone', lang: 'ja' }), street.guest({ name: 'Ken' })]);
    await mika.open();
    await fits(mika, 'card');
    await mika.button(mika.words.yourLook).tap();
    await fits(mika, 'card with the choice of avatars');
    await mika.comeIn.tap();
    await mika.inside();
    await fits(mika, 'room');
    await mika.button(mika.words.expressions).tap();
    await fits(mika, 'palette');
    await mika.button(mika.words.gestures).tap();
    await fits(mika, 'wheel');
    await mika.page.keyboard.press('Escape');
    await ken.do({ type: 'express', name: 'dance' });
    await mika.button(`${mika.words.joinIn.dance}: Ken`).waitFor();
    await fits(mika, 'beside a dancer');

    await ken.say('https://example.com/a/rather/long/address/that/does/not/fit/on/a/phone/in/one/line/at/all');
    await mika.say('ながいね');
    for (const panel of ['log', 'people', 'settings'] as const) {
      const drawer = await mika.panel(panel);
      await fits(mika, panel);
      await mika.button(mika.words.close, drawer).tap();
    }
  });
});

/** As an on-screen keyboard does on iOS: the window keeps its size, the visual viewport shrinks. */
async function raiseKeyboard(page: Page, height: number): Promise<void> {
  await page.evaluate((covered) => {
    Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => innerHeight - covered });
    visualViewport?.dispatchEvent(new Event('resize'));
  }, height);
}

async function boxes(page: Page, selector: string) {
  return page.locator(selector).evaluateAll((all) =>
    all.map((el) => {
      const { x, y, width: w, height: h } = el.getBoundingClientRect();
      return { x, y, w, h };
    }),
  );
}
