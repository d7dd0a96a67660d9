import { describe } from 'vitest';
import { en as office } from '../src/admin/words/en';
import { en as house } from '../src/house/words/en';
import { sound } from './street/axe';
import { expect, test } from './street/street';
import type { Visitor } from './street/visitor';

const tab = (visitor: Visitor, name: keyof typeof office.tabs) =>
  visitor.button(office.tabs[name], visitor.page.getByRole('navigation'));

describe('a house', () => {
  test('gets over a bad evening', async ({ street }) => {
    const operator = await street.operator();
    const [mika, pest] = await Promise.all([street.visitor(), street.visitor()]);
    await Promise.all([mika.enter(), pest.enter()]);
    const name = (await pest.self()).name;
    await pest.say('Where do you live, little one?');
    await mika.bubble('Where do you live').waitFor();

    // Two taps on the line: the menu, and what it offers. A report, and with it a block.
    await mika.panel('log');
    await mika.button(mika.words.about(name)).click();
    await sound(mika, 'the menu of a line');
    await mika.button(mika.words.report).click();
    await mika.dialog.getByText(house.reportConsent).waitFor();
    await sound(mika, 'a report');
    await mika.button(house.reasons.harassment, mika.dialog).click();
    await mika.dialog.getByLabel(house.reportNote).fill('He does not stop');
    await mika.button(house.reportSend).click();
    await mika.page.getByText(house.reportSent).waitFor();
    await expect.poll(() => mika.row('Where do you live, little one?').count()).toBe(0);
    await pest.say('Are you there?');
    await pest.row('Are you there?').waitFor({ state: 'attached' });
    expect((await mika.view()).lines.map((l) => l.text)).not.toContain('Are you there?');

    // Staff replays the minute, and silences.
    const { page } = operator;
    await page.goto(`${street.url}/admin`);
    await operator.button(office.watch).click();
    await page.locator('.replay-lines .reported').filter({ hasText: 'Where do you live' }).waitFor();
    await expect.poll(() => page.locator('.replay-names span').count()).toBeGreaterThanOrEqual(2);
    await sound(operator, 'a replay');
    await operator.button(name).click();
    await operator.button(office.kinds.mute).click();
    await page.getByLabel(office.reason).fill('Leave her alone');
    await operator.button(office.measure).click();
    await page.getByText(office.imposed).waitFor();
    await sound(operator, 'somebody’s history');

    await pest.dialog.getByText('Leave her alone').waitFor();
    await sound(pest, 'word from the house');
    await pest.button(house.understood).click();
    pest.excuse(/status of 403/);
    await pest.say('Why?');
    await pest.page.getByText(pest.words.refusals.muted!).waitFor();

    // Bans, and hears what they have to say.
    await operator.button(office.kinds.ban).click();
    await page.getByLabel(office.howLong).selectOption('0');
    await page.getByLabel(office.reason).fill('Not in this house');
    await operator.button(office.measure).click();
    await pest.comeIn.waitFor();
    await pest.dialog.getByText('Not in this house').waitFor();
    const ban = pest.dialog.getByRole('listitem').filter({ hasText: 'Not in this house' });
    await ban.getByText(house.appeal).click();
    await ban.getByLabel(house.appeal).fill('It was my brother');
    await pest.button(house.appealSend, ban).click();
    await ban.getByText('It was my brother').waitFor();
    await tab(operator, 'reports').click();
    await page.getByText('It was my brother').waitFor();

    // Back as a guest: not with the same browser, and with another one not while guests are paused.
    await pest.button(house.understood).click();
    await pest.comeIn.click();
    await pest.page.getByText(pest.words.refusals.banned!).waitFor();
    await tab(operator, 'levers').click();
    await page.getByLabel(office.lever.guestsPaused).check();
    await sound(operator, 'levers');
    const again = await street.visitor();
    again.excuse(/status of 403/);
    await again.open();
    await again.comeIn.click();
    await again.page.getByText(again.words.refusals.closed!).waitFor();

    // Who is invited comes in all the same.
    await operator.button(office.inviteMake).click();
    const link = await page.getByLabel(office.inviteHint).inputValue();
    const friend = await street.visitor();
    await friend.page.goto(link);
    await friend.comeIn.and(friend.page.locator(':enabled')).click();
    await friend.inside();

    await tab(operator, 'audit').click();
    for (const did of ['mute', 'ban', 'house', 'invite', 'read report']) {
      await page.getByRole('cell', { name: office.did[did]!, exact: true }).first().waitFor();
    }
    await sound(operator, 'the audit');
  });

  test('knows its members anywhere, lets them out everywhere, and forgets whoever wants it', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor(), street.visitor()]);
    await Promise.all([mika.enter(), ken.enter()]);
    const { id, name } = await mika.self();
    await mika.say('This is mine');
    await ken.row('This is mine').waitFor({ state: 'attached' });
    await mika.panel('settings');
    await mika.button(mika.words.memberMake).click();
    await mika.dialog.getByLabel(house.name).fill('Mika');
    await mika.dialog.getByLabel(house.password, { exact: false }).fill('correct horse');
    await mika.button(house.make, mika.dialog).click();
    await mika.dialog.getByRole('heading', { name: house.sessions }).waitFor();
    await sound(mika, 'an account');
    await mika.button(mika.words.close, mika.dialog).click();

    const phone = await street.visitor({ on: 'phone' });
    await phone.open();
    await phone.button(phone.words.signIn).click();
    await sound(phone, 'signing in');
    phone.excuse(/status of 401/);
    await phone.dialog.getByLabel(house.name).fill('mika');
    await phone.dialog.getByLabel(house.password).fill('wrong horse');
    await phone.button(house.signIn, phone.dialog).click();
    await phone.page.getByText(phone.words.refusals.wrong_login!).first().waitFor();
    await phone.dialog.getByLabel(house.password).fill('correct horse');
    await phone.button(house.signIn, phone.dialog).click();
    await phone.page.locator('.card-name').filter({ hasText: name }).waitFor();
    await phone.comeIn.click();
    await phone.inside();
    expect(await phone.id()).toBe(id);

    // Out everywhere: the other browser is at the door again, without a word of its own.
    mika.excuse(/status of 401|no valid credentials/);
    await phone.panel('settings');
    await phone.button(phone.words.memberManage).click();
    await phone.button(house.signOutAll).click();
    await phone.comeIn.waitFor();
    await mika.comeIn.waitFor();
    expect((await mika.context.request.get(`${street.url}/api/v1/me`)).status()).toBe(401);

    // Signs in again, takes everything along, and is forgotten.
    await phone.button(phone.words.signIn).click();
    await phone.dialog.getByLabel(house.name).fill('mika');
    await phone.dialog.getByLabel(house.password).fill('correct horse');
    await phone.button(house.signIn, phone.dialog).click();
    await phone.page.locator('.card-name').filter({ hasText: name }).waitFor();
    await phone.comeIn.click();
    await phone.inside();
    await phone.panel('settings');
    await phone.button(phone.words.memberManage).click();
    const download = phone.page.waitForEvent('download');
    await phone.button(house.ownTake).click();
    const file = await (await download).createReadStream();
    const all = JSON.parse(Buffer.concat(await file.toArray()).toString());
    expect(all.lines.map((l: { text: string }) => l.text)).toEqual(['This is mine']);
    await phone.dialog.locator('summary').filter({ hasText: house.erase }).click();
    await phone.dialog.getByLabel(house.eraseName(name)).fill(name);
    await phone.button(house.eraseDo, phone.dialog).click();
    await phone.comeIn.waitFor();
    await ken.panel('log');
    await expect.poll(() => ken.log.locator('.line-text').allTextContents()).toEqual([ken.words.expired]);
    expect(JSON.stringify(await ken.view())).not.toContain('This is mine');
  });

  test('lets a device in by its passkey', async ({ street }) => {
    // A passkey belongs to a name, and a number is none.
    const through = street.url.replace('127.0.0.1', 'localhost');
    const mika = await street.visitor({ through });
    const device = await mika.context.newCDPSession(mika.page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await mika.enter();
    const { id, name } = await mika.self();
    await mika.panel('settings');
    await mika.button(mika.words.memberMake).click();
    await mika.button(house.passkeyAdd, mika.dialog).click();
    await mika.dialog.getByRole('heading', { name: house.sessions }).waitFor();
    await mika.dialog.getByText(house.since('').trim(), { exact: false }).first().waitFor();
    await mika.button(house.signOutAll, mika.dialog).click();
    await mika.comeIn.waitFor();
    await mika.button(mika.words.signIn).click();
    await mika.button(house.passkeySignIn, mika.dialog).click();
    await mika.page.locator('.card-name').filter({ hasText: name }).waitFor();
    await mika.comeIn.click();
    await mika.inside();
    const { visitor } = await (await mika.context.request.get(`${through}/api/v1/me`)).json();
    expect(visitor).toMatchObject({ id, role: 'member' });
  });
});
