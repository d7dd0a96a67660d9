import type { Locator } from 'playwright-core';
import { describe } from 'vitest';
import { sound } from './street/axe';
import { expect, test } from './street/street';
import type { Visitor } from './street/visitor';

describe('axe finds no serious fault', () => {
  for (const lang of ['en', 'ja'] as const) {
    for (const on of ['window', 'phone'] as const) {
      test(`on the card, in the room, and with everything open (${lang}, ${on})`, async ({ street }) => {
        const [visitor, ken] = await Promise.all([street.visitor({ lang, on }), street.guest({ name: 'Ken' })]);
        const { words } = visitor;
        await visitor.open();
        await sound(visitor, 'card');
        await visitor.button(words.yourLook).click();
        await sound(visitor, 'card with the choice of avatars');
        await visitor.comeIn.click();
        await visitor.inside();
        await sound(visitor, 'room');

        await ken.say('Hello https://example.com');
        await ken.whisper(await visitor.id(), 'Only for you');
        await visitor.say('Hi there');
        await visitor.bubble('Hi there').and(visitor.page.locator('.landed')).waitFor();
        await sound(visitor, 'bubbles', 'bubbles');
        await visitor.dialog.filter({ hasText: words.whisperAsks('Ken') }).waitFor();
        await sound(visitor, 'a stranger whispers');
        await visitor.button(words.whisperAccept, visitor.dialog).click();
        for (const panel of ['log', 'people', 'settings'] as const) {
          await visitor.panel(panel);
          await sound(visitor, panel);
        }
        const drawer = await visitor.panel('people');
        await visitor.button(words.whisperTo('Ken')).click();
        if (on === 'phone') await visitor.button(words.close, drawer).click();
        await sound(visitor, 'whispering');
        await visitor.button(words.expressions).click();
        await sound(visitor, 'palette');
        await visitor.button(words.gestures).click();
        await sound(visitor, 'wheel');
        await visitor.page.keyboard.press('Escape');
        await visitor.page.keyboard.press('Escape');
        const { face } = await visitor.settled(ken.id);
        await visitor.page.mouse.click(face.x + face.w / 2, face.y + 4);
        await visitor.dialog.waitFor();
        await sound(visitor, 'menu');
      });
    }
  }
});

describe('the keyboard alone', () => {
  test('enters, walks, sits, talks, whispers and leaves', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    const { page, words } = mika;
    const { keyboard } = page;
    await mika.open();
    await page.locator('.card button.main:focus').waitFor();
    await keyboard.press('Enter');
    await mika.inside();
    const end = async () => (await mika.self()).path.at(-1)!;

    const [x, y] = await end();
    await page.locator('.scene:focus').waitFor();
    await keyboard.press('ArrowDown');
    await expect.poll(async () => (await end())[1]).toBeGreaterThan(y);
    expect((await end())[0]).toBeGreaterThan(x);

    await reach(mika, mika.button(words.people));
    await keyboard.press('Enter');
    await reach(mika, page.locator('.panel .row button.small').first());
    await keyboard.press('Enter');
    await expect.poll(async () => (await mika.self()).seat).toBeDefined();
    await reach(mika, mika.button(words.standUp));
    await keyboard.press('Space');
    await expect.poll(async () => (await mika.self()).seat).toBeUndefined();
    await page.locator('.panel .row button.small:focus').waitFor();

    await keyboard.press('Escape');
    await page.locator('.scene:focus').waitFor();
    await keyboard.press('/');
    await page.locator('.line:focus').waitFor();
    await keyboard.type('Good evening');
    await keyboard.press('Enter');
    await expect.poll(async () => (await ken.view()).lines.at(-1)?.text).toBe('Good evening');

    await reach(mika, mika.button(words.people));
    await keyboard.press('Enter');
    await reach(mika, mika.button(words.whisperTo('Ken')));
    await keyboard.press('Enter');
    await page.locator('.line:focus').waitFor();
    await keyboard.type('Psst');
    await keyboard.press('Enter');
    await expect.poll(async () => (await ken.view()).lines.at(-1)).toMatchObject({ text: 'Psst', to: ken.id });

    await keyboard.press('Escape');
    expect(await page.locator('.whisper-mark').count()).toBe(0);
    await reach(mika, mika.button(words.settings));
    await keyboard.press('Enter');
    await reach(mika, mika.button(words.leave));
    await keyboard.press('Enter');
    await page.locator('.card button.main:focus').waitFor();
    await expect.poll(async () => (await ken.view()).people.map((p) => p.name)).toEqual(['Ken']);
  });
});

/** Presses Tab until something has the focus, as a person without a mouse does. */
async function reach({ page }: Visitor, target: Locator): Promise<void> {
  await target.waitFor();
  const wanted = await target.elementHandle();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((el) => document.activeElement === el, wanted)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}
