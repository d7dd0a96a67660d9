import { describe } from 'vitest';
import { expect, test } from './street/street';

describe('a stranger', () => {
  test('is inside with one tap and no typing', async ({ street }) => {
    const visitor = await street.visitor({ on: 'phone' });
    await visitor.open();
    const name = await visitor.page.locator('.card-name').evaluate((el) => el.lastChild?.textContent);
    const box = (await visitor.comeIn.boundingBox())!;
    await visitor.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await visitor.inside();
    expect((await visitor.self()).name).toBe(name);
  });

  test('sees the room alive behind the card', async ({ street }) => {
    const host = await street.guest({ name: 'Host' });
    await host.say('Come in, it is warm here');
    const visitor = await street.visitor();
    await visitor.open();
    await expect.poll(async () => [...(await visitor.anchors()).keys()]).toEqual([host.id]);
    await visitor.bubble('Come in, it is warm here').waitFor();
    expect(await visitor.page.locator('.card-lead').textContent()).toBe(visitor.words.cardLead(1));
  });

  test('may choose name and avatar first', async ({ street }) => {
    const visitor = await street.visitor();
    await visitor.open();
    await visitor.button(visitor.words.yourLook).click();
    await visitor.page.getByLabel(visitor.words.name, { exact: true }).fill('Tanuki');
    const choices = visitor.page.getByRole('radio');
    expect(await choices.count()).toBeGreaterThanOrEqual(10);
    const other = visitor.page.locator('.pick input:not(:checked)').first();
    await other.check({ force: true });
    await visitor.comeIn.click();
    await visitor.inside();
    expect(await visitor.self()).toMatchObject({ name: 'Tanuki', outfit: await visitor.outfit() });
  });

  test('is known again after a reload, and in another tab', async ({ street }) => {
    const visitor = await street.visitor();
    await visitor.enter();
    const { id, name } = await visitor.self();
    await visitor.page.reload();
    await visitor.inside();
    expect(await visitor.self()).toMatchObject({ id, name });

    const tab = await visitor.tab();
    await tab.open();
    expect(await tab.page.locator('.card-name').textContent()).toBe(visitor.words.welcomeBack + name);
    await tab.comeIn.click();
    await tab.inside();
    expect((await visitor.view()).people.map((p) => p.id)).toEqual([id]);
  });
});
