import type { CDPSession } from 'playwright-core';
import { describe } from 'vitest';
import { gestures } from '../src/world/reduce';
import type { Spot } from '../src/world/scene';
import type { Guest } from './street/guest';
import { expect, test } from './street/street';
import { overlaps, type Visitor } from './street/visitor';

describe('the wheel', () => {
  test('opens under a finger that rests on oneself, and the others see what it chooses', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ on: 'phone' }), street.visitor({ lang: 'ja' })]);
    await Promise.all([mika.enter(), ken.enter()]);
    await mika.settled();
    const { name } = await mika.self();
    const finger = await Finger.of(mika);

    await finger.down(await onOneself(mika));
    await mika.petal(mika.words.moves.dance).waitFor();
    await finger.up();
    await mika.still();
    const { face } = await mika.settled();
    const hole = (await mika.page.locator('.wheel-hole').boundingBox())!;
    expect(overlaps(face, { ...hole, w: hole.width, h: hole.height })).toBe(true);
    await mika.petal(mika.words.moves.dance).tap();
    expect(await mika.page.locator('.wheel').count()).toBe(0);
    const list = await ken.panel('people');
    await list.locator('.row', { hasText: name }).getByText(ken.words.doing.dance).waitFor();

    // Press, slide, release: one motion.
    await finger.down(await onOneself(mika));
    await mika.petal(mika.words.moves.sleep).waitFor();
    await mika.still();
    const { x, y, width, height } = (await mika.petal(mika.words.moves.sleep).boundingBox())!;
    await finger.move({ x: x + width / 2, y: y + height / 2 });
    await mika.page.locator('.petal.aimed').and(mika.petal(mika.words.moves.sleep)).waitFor();
    await finger.up();
    await ken.people.filter({ hasText: name }).locator('.zzz').waitFor();
    expect(await mika.page.locator('.wheel').count()).toBe(0);
  });

  test('opens by the other mouse button, by a rest of the mouse, and beside neither', async ({ street }) => {
    const mika = await street.visitor();
    await mika.enter();
    const { mouse } = mika.page;
    const wheel = mika.page.locator('.wheel');
    const { x, y } = await onOneself(mika);

    await mouse.click(x, y, { button: 'right' });
    await wheel.waitFor();
    await mouse.click(10, 400);
    await expect.poll(() => wheel.count()).toBe(0);

    await mika.settled();
    const own = await onOneself(mika);
    await mouse.move(own.x, own.y);
    await mouse.down();
    await wheel.waitFor();
    await mouse.up();
    await mika.petal(mika.words.faces.wink!).click();
    await expect.poll(async () => (await mika.self()).expression).toBe('wink');
    expect(await mika.dialog.count()).toBe(0);
  });

  test('is worked by keys alone, and gives the focus back', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    const { keyboard } = mika.page;
    const scene = mika.page.locator('.scene:focus');
    const { position } = await ken.view();
    await scene.waitFor();

    await keyboard.press('g');
    await mika.petal(mika.words.moves.wave).and(mika.page.locator(':focus')).waitFor();
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await mika.petal(mika.words.moves.groove).and(mika.page.locator(':focus')).waitFor();
    await keyboard.press('Enter');
    await scene.waitFor();
    await expect.poll(() => shown(ken, position)).toEqual(['groove']);

    // What goes on is ended in the middle, and shown by the button.
    await mika.button(mika.words.gestures).press('Enter');
    const checked = mika.page.locator('[role=menuitemcheckbox][aria-checked=true]');
    expect(await checked.getAttribute('aria-label')).toBe(mika.words.moves.groove);
    await keyboard.press('ArrowUp');
    await mika.page.locator('.wheel-stop :focus').waitFor();
    await keyboard.press('Enter');
    await expect.poll(async () => (await mika.self()).doing).toBeUndefined();
    await mika.button(mika.words.gestures).and(mika.page.locator(':focus')).waitFor();

    await keyboard.press('Enter');
    await mika.page.locator('.wheel').waitFor();
    await keyboard.press('Escape');
    await mika.button(mika.words.gestures).and(mika.page.locator(':focus')).waitFor();
    expect(await mika.page.locator('.wheel').count()).toBe(0);
  });

  test('stands still where motion is not wanted', async ({ street }) => {
    const mika = await street.visitor();
    await mika.page.emulateMedia({ reducedMotion: 'reduce' });
    await mika.enter();
    await mika.button(mika.words.gestures).click();
    await mika.petal(mika.words.moves.wave).waitFor();
    const moving = () =>
      mika.page.evaluate(() => {
        const all = document.querySelector('.wheel')!.getAnimations({ subtree: true });
        return all.flatMap((a) => (a instanceof CSSAnimation ? [a.animationName] : []));
      });
    expect(await moving()).toEqual([]);
    await mika.page.evaluate(() => {
      document.documentElement.dataset.motion = 'full';
    });
    expect((await moving()).length).toBeGreaterThan(0);
  });
});

describe('the keys 1 to 8', () => {
  test('make the gestures in the room; a dance is ended by its own key', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    await mika.page.locator('.scene:focus').waitFor();
    const { position } = await ken.view();
    for (const key of '12345678') await mika.page.keyboard.press(key);
    await expect.poll(() => shown(ken, position)).toEqual(gestures);

    // A key ends what the page knows one to be doing.
    const list = await mika.panel('people');
    await list.getByText(mika.words.doing.sleep).waitFor();
    await mika.page.locator('.scene').press('6');
    await list.getByText(mika.words.doing.dance).waitFor();
    expect((await mika.self()).doing).toBe('dance');
    await mika.page.locator('.scene').press('6');
    await expect.poll(async () => (await mika.self()).doing).toBeUndefined();
  });

  test('are written where one writes', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    const { position } = await ken.view();
    await mika.line.focus();
    await mika.page.keyboard.type('1g 2 go');
    expect(await mika.line.inputValue()).toBe('1g 2 go');
    await mika.page.keyboard.press('Enter');
    await expect.poll(async () => (await ken.view()).lines.at(-1)?.text).toBe('1g 2 go');
    expect(await shown(ken, position)).toEqual([]);
    expect(await mika.page.locator('.wheel').count()).toBe(0);
  });

  test('wake a sleeper in their chair', async ({ street }) => {
    const mika = await street.visitor();
    await mika.enter();
    await mika.panel('people');
    await mika.page.locator('.panel .row button.small').first().click();
    await expect.poll(async () => (await mika.self()).seat).toBeDefined();
    await mika.page.locator('.scene').focus();
    await mika.page.keyboard.press('8');
    await expect.poll(async () => (await mika.self()).doing).toBe('sleep');
    await mika.page.locator('.tag.mine .zzz').waitFor();
    await mika.page.keyboard.press('8');
    await expect.poll(async () => (await mika.self()).doing).toBeUndefined();
    expect((await mika.self()).seat).toBeDefined();
  });
});

describe('whoever dances', () => {
  test('is joined from beside their name, or from the list', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    await mika.settled(ken.id);
    await ken.do({ type: 'express', name: 'dance' });
    const beside = mika.page.locator('.join');
    await beside.waitFor();
    expect(await beside.getAttribute('aria-label')).toBe(`${mika.words.joinIn.dance}: Ken`);
    const { x, y, width, height } = (await beside.boundingBox())!;
    for (const face of await mika.faces()) expect(overlaps(face, { x, y, w: width, h: height })).toBe(false);
    await beside.click();
    await expect.poll(async () => (await mika.self()).doing).toBe('dance');
    await expect.poll(() => beside.count()).toBe(0);

    await ken.do({ type: 'express', name: 'groove' });
    const list = await mika.panel('people');
    await list.locator('.row', { hasText: 'Ken' }).getByText(mika.words.doing.groove).waitFor();
    await mika.button(`${mika.words.joinIn.groove}: Ken`, list).press('Enter');
    await expect.poll(async () => (await mika.self()).doing).toBe('groove');
    await expect.poll(() => beside.count()).toBe(0);
  });
});

describe('three who do the same', () => {
  test('are told in every log', async ({ street }) => {
    const [mika, ken, noa] = await Promise.all([
      street.visitor(),
      street.visitor({ lang: 'ja' }),
      street.guest({ name: 'Noa' }),
    ]);
    await Promise.all([mika.enter(), ken.enter()]);
    const { position } = await noa.view();
    await Promise.all([mika, ken].map(({ page }) => page.locator('.scene').press('5')));
    await expect.poll(() => shown(noa, position)).toEqual(['cheer', 'cheer']);
    await noa.do({ type: 'express', name: 'cheer' });
    const { people } = await noa.view();
    const told = (await noa.since(position)).flatMap((e) =>
      e.type === 'expressed' ? [people.find((p) => p.id === e.who)!.name] : [],
    );
    for (const { log, words } of [mika, ken]) {
      await log.getByText(words.chorus(told, 'cheer')).waitFor({ state: 'attached' });
    }
  });
});

/** A place on one's own figure that is in front of everybody. */
async function onOneself(visitor: Visitor): Promise<Spot> {
  const { face } = await visitor.settled();
  return { x: face.x + face.w / 2, y: face.y + face.h / 2 };
}

/** The faces and gestures that were shown since a position. */
async function shown(guest: Guest, position: string): Promise<string[]> {
  return (await guest.since(position)).flatMap((e) => (e.type === 'expressed' ? [e.name] : []));
}

/** One finger on a touch screen. */
class Finger {
  private constructor(private readonly cdp: CDPSession) {}

  static async of({ context, page }: Visitor): Promise<Finger> {
    return new Finger(await context.newCDPSession(page));
  }

  down = (at: Spot) => this.touch('touchStart', [at]);
  move = (at: Spot) => this.touch('touchMove', [at]);
  up = () => this.touch('touchEnd', []);

  private touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Spot[]): Promise<unknown> {
    return this.cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
