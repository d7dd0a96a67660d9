import { describe } from 'vitest';
import { expect, test } from './street/street';

describe('an identity', () => {
  test('moves to another browser by a keep-link, once', async ({ street }) => {
    const [old, next, late] = await Promise.all([street.visitor(), street.visitor(), street.visitor()]);
    await old.enter();
    const { id, name } = await old.self();
    const settings = await old.panel('settings');
    await old.button(old.words.keepMake).click();
    const link = await settings.getByLabel(old.words.keepTitle).inputValue();
    expect(new URL(link).search).toBe('');

    await next.page.goto(link);
    await next.page.getByText(next.words.keepDone).waitFor();
    expect(next.page.url()).not.toContain(new URL(link).hash.slice(1));
    await next.page.locator('.card-name').filter({ hasText: name }).waitFor();
    await next.comeIn.click();
    await next.inside();
    expect(await next.self()).toMatchObject({ id, name });

    late.excuse(/status of 410/);
    await late.page.goto(link);
    await late.page.getByText(late.words.keepFailed).waitFor();
    await late.comeIn.click();
    await late.inside();
    expect(await late.id()).not.toBe(id);
  });

  test('changes name and avatar before everybody’s eyes', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ lang: 'ja' }), street.visitor()]);
    await Promise.all([mika.enter(), ken.enter()]);
    const before = await mika.self();
    const settings = await mika.panel('settings');
    await settings.getByLabel(mika.words.name, { exact: true }).fill('みかん');
    await settings.locator('.pick input:not(:checked)').first().check({ force: true });
    await mika.button(mika.words.save).click();
    await mika.page.getByText(mika.words.saved).waitFor();

    await expect.poll(() => ken.people.allTextContents()).toContain('みかん');
    await ken.panel('log');
    await ken.log.getByText(ken.words.renamed(before.name, 'みかん')).waitFor();
    const after = (await ken.view()).people.find((p) => p.id === before.id)!;
    expect(after.name).toBe('みかん');
    expect(after.outfit).not.toBe(before.outfit);
    expect(after.outfit).toBe(await mika.outfit());
  });

  test('survives the server’s restart', async ({ street }) => {
    const mika = await street.visitor();
    await mika.enter();
    const { id, name, outfit } = await mika.self();
    await mika.page.close();
    await street.server.kill();
    await street.server.restart();
    const later = await mika.tab();
    await later.open();
    await later.page.locator('.card-name').filter({ hasText: name }).waitFor();
    await later.comeIn.click();
    await later.inside();
    expect(await later.self()).toMatchObject({ id, name, outfit });
  });
});
