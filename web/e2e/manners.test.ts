import { describe } from 'vitest';
import { sound } from './street/axe';
import { fits } from './street/fits';
import { expect, test } from './street/street';

describe('somebody', () => {
  test('ignores a person, and hears them again', async ({ street }) => {
    const [mika, pest, ken] = await Promise.all([
      street.visitor(),
      street.guest({ name: 'Pest' }),
      street.guest({ name: 'Ken' }),
    ]);
    await mika.enter();
    await pest.say('Look at me');
    await mika.bubble('Look at me').waitFor();
    await mika.panel('people');
    await mika.button(`${mika.words.ignore}: Pest`).click();
    await mika.button(`${mika.words.heed}: Pest`).waitFor();
    await expect.poll(() => mika.bubble('Look at me').count()).toBe(0);

    await pest.say('Why do you not look');
    await pest.whisper(await mika.id(), 'Hey');
    await ken.say('What a calm evening');
    await mika.bubble('What a calm evening').waitFor();
    await mika.panel('log');
    expect(await mika.log.locator('.line-text').allTextContents()).toEqual(['What a calm evening']);
    expect((await mika.view()).lines.map((l) => l.text)).not.toContain('Hey');

    await mika.panel('people');
    const heeded = mika.page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await mika.button(`${mika.words.heed}: Pest`).click();
    expect((await heeded).ok()).toBe(true);
    await expect.poll(async () => (await mika.view()).lines.length).toBeGreaterThan(0);
    await pest.say('Sorry');
    await mika.bubble('Sorry').waitFor();
  });

  test('who is alone is told who was here, and where the others are', async ({ street }) => {
    const [ken] = await Promise.all([street.guest({ name: 'Ken' }), street.guest({ name: 'Ren', into: 'bar' })]);
    await ken.do({ type: 'leave' });
    const mika = await street.visitor({ on: 'phone' });
    await mika.enter();
    const note = mika.page.locator('.alone');
    await note.getByText('Ken', { exact: true }).waitFor();
    await fits(mika, 'alone');
    await ken.do({ type: 'enter' });
    await expect.poll(() => note.count()).toBe(0);
    await ken.do({ type: 'leave' });
    await mika.button(mika.words.others('The counter bar', 1), note).click();
    await expect.poll(() => mika.page.locator('.top h1').textContent(), { timeout: 20_000 }).toBe('The counter bar');
    await mika.inside();
    expect(await note.count()).toBe(0);
  });

  test('is told what somebody wears and who drew it', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ on: 'phone' }), street.guest({ name: 'Ken' })]);
    await mika.enter();
    await mika.settled(ken.id);
    const { x, y, w, h } = (await mika.anchors()).get(ken.id)!.face;
    await mika.page.touchscreen.tap(x + w / 2, y + h / 2);
    await mika.button(mika.words.wears).click();
    const panel = mika.page.getByRole('complementary', { name: mika.words.wears });
    await panel
      .getByText(/^drawn by .+ · CC0-1\.0$/)
      .first()
      .waitFor();
    const { outfit } = (await mika.view()).people.find(({ id }) => id === ken.id)!;
    const { credits } = await (await fetch(`${street.url}/api/v1/outfits/${outfit}`)).json();
    expect(await panel.getByRole('listitem').count()).toBe(credits.length);
    await panel.getByText(credits[0].name.en).first().waitFor();
    await fits(mika, 'clothes and makers');
  });

  test('speaks from the stage for all to see', async ({ street }) => {
    const [mika, ken, { areas }] = await Promise.all([
      street.visitor(),
      street.guest({ name: 'Ken', into: 'club' }),
      street.drawing('club'),
    ]);
    await mika.page.goto(`${street.url}/club`);
    await mika.comeIn.click();
    await mika.inside();
    await ken.say('Is this on?');
    await mika.bubble('Is this on?').waitFor();
    const { polygon } = areas.find(({ kind }) => kind === 'stage')!;
    const middle = [0, 1].map((axis) => Math.round(polygon.reduce((sum, at) => sum + at[axis]!, 0) / polygon.length));
    await ken.do({ type: 'walk', to: [middle[0]!, middle[1]!] });
    await mika.settled(ken.id);
    await ken.say('Good evening, club!');
    await mika.page.locator('.bubble.staged', { hasText: 'Good evening, club!' }).waitFor();
    await mika.panel('log');
    await mika.row('Good evening, club!').getByText(mika.words.onStage).waitFor();
    expect(await mika.row('Is this on?').getByText(mika.words.onStage).count()).toBe(0);
  });

  test('takes back their last line, everywhere', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.visitor({ lang: 'ja' })]);
    await Promise.all([mika.enter(), ken.enter()]);
    await mika.say('The first stays');
    await mika.say('The second was a mistake');
    await ken.bubble('The second was a mistake').waitFor();
    await mika.panel('log');
    const row = mika.row('The second was a mistake');
    await row.hover();
    await mika.button(mika.words.retract, row).click();

    await ken.panel('log');
    await expect
      .poll(() => ken.log.locator('.line-text').allTextContents())
      .toEqual(['The first stays', ken.words.retracted]);
    await expect.poll(() => ken.bubble('The second was a mistake').count()).toBe(0);
    expect(JSON.stringify(await ken.view())).not.toContain('mistake');
    expect(await mika.button(mika.words.retract, mika.row('The first stays')).count()).toBe(0);
  });

  test('shows a face, waves, and is seen to write', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    const { position } = await ken.view();
    await mika.button(mika.words.expressions).click();
    await mika.button(mika.words.faces.laugh).click();
    await mika.button(mika.words.gestures).click();
    await mika.petal(mika.words.moves.wave).click();
    const shown = async () => (await ken.since(position)).flatMap((e) => (e.type === 'expressed' ? [e.name] : []));
    await expect.poll(shown).toEqual(['laugh', 'wave']);
    expect((await mika.self()).expression).toBe('laugh');

    await ken.typing();
    await mika.people.filter({ hasText: 'Ken' }).locator('.dots').waitFor();
    await ken.say('Ready');
    await expect.poll(() => mika.people.locator('.dots').count()).toBe(0);
  });

  test('reads addresses as links that tell nothing', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    await ken.say('A guest of today writes https://example.com/x');
    await mika.row('A guest of today writes https://example.com/x').waitFor({ state: 'attached' });
    expect(await mika.log.getByRole('link').count()).toBe(0);
    await ken.join();
    await ken.say('See https://example.com/a?b=1. <img src=x onerror=alert(1)>');
    const link = mika.log.getByRole('link');
    await link.waitFor();
    expect(await link.evaluate((a: HTMLAnchorElement) => [a.href, a.rel, a.target])).toEqual([
      'https://example.com/a?b=1',
      'noopener noreferrer',
      '_blank',
    ]);
    expect(await mika.page.locator('img[src=x]').count()).toBe(0);
  });

  test('sees which of them is a program, and that it is not counted', async ({ street }) => {
    const [mika] = await Promise.all([
      street.visitor(),
      street.guest({ name: 'Ken' }),
      street.guest({ name: 'Bot', kind: 'program' }),
    ]);
    await mika.enter();
    await mika.people.filter({ hasText: 'Bot' }).locator('.icon').waitFor({ state: 'attached' });
    expect(await mika.people.locator('.icon').count()).toBe(1);
    const list = await mika.panel('people');
    await list.getByText(mika.words.peopleHere(2, 25)).waitFor();
    await list.getByRole('listitem').filter({ hasText: 'Bot' }).getByText(mika.words.program).waitFor();
  });

  test('goes, and the others see it', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.visitor()]);
    await Promise.all([mika.enter(), ken.enter()]);
    const { name } = await mika.self();
    await mika.panel('settings');
    await mika.button(mika.words.leave).click();
    await mika.comeIn.waitFor();
    await ken.panel('log');
    await ken.log.getByText(ken.words.left(name)).waitFor();
    await expect.poll(() => ken.people.count()).toBe(1);
  });
});

describe('the page', () => {
  test('speaks the browser’s language, or the one chosen by hand', async ({ street }) => {
    const visitor = await street.visitor({ lang: 'ja' });
    await visitor.open();
    const { page } = visitor;
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await page.getByRole('heading', { name: 'ラウンジ' }).waitFor();
    await visitor.button('English').click();
    await page.getByRole('heading', { name: 'Lounge' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await visitor.button('Come in').click();
    await page.getByPlaceholder('Say something…').waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await visitor.button('日本語').click();
    await page.getByRole('heading', { name: '設定', exact: true }).waitFor();
    await page.getByPlaceholder('メッセージを入力…').waitFor();
    await visitor.inside();
  });

  test('tells what was missed', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
    await mika.enter();
    await mika.page.goto('about:blank');
    await ken.say('Nobody there?');
    await ken.whisper(await mika.id(), 'This one is for you');
    // The leaving is noted in the browser; it is moved back instead of waited for.
    await mika.page.addInitScript(() => {
      const noted = Number(localStorage.getItem('yokocho.seen.lounge'));
      if (noted > 0) localStorage.setItem('yokocho.seen.lounge', String(noted - 60_000));
    });
    await mika.page.goBack();

    await mika.dialog.filter({ hasText: mika.words.missedTitle }).waitFor();
    expect(await mika.dialog.locator('.missed-text').allTextContents()).toEqual([
      'Nobody there?',
      mika.words.whisperAsks('Ken'),
    ]);
    await sound(mika, 'what was missed');
    await mika.button(mika.words.missedOpen).click();
    await mika.button(mika.words.whisperAccept, mika.log).click();
    await mika.row('This one is for you').waitFor();
    expect(await mika.dialog.count()).toBe(0);
  });
});
