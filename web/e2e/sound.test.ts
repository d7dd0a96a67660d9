import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, test } from './street/street';
import { Wire } from './street/wire';

/** Listens at the page's loudspeakers from the first script on. */
async function listenAt(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: AnalyserNode[] = [];
    const contexts = new Set<BaseAudioContext>();
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    Reflect.set(AudioNode.prototype, 'connect', function (this: AudioNode, to: AudioNode, ...more: never[]) {
      if (to instanceof AudioDestinationNode) {
        contexts.add(this.context);
        const ear = new AnalyserNode(this.context, { fftSize: 8192 });
        heard.push(ear);
        connect.call(this, ear);
      }
      return (connect as (this: AudioNode, to: AudioNode, ...more: never[]) => AudioNode).call(this, to, ...more);
    });
    Reflect.set(window, 'loudness', () => {
      const samples = heard.flatMap((ear) => {
        const wave = new Float32Array(ear.fftSize);
        ear.getFloatTimeDomainData(wave);
        return [...wave];
      });
      return Math.max(0, ...samples.map(Math.abs));
    });
    Reflect.set(window, 'contexts', () => [...contexts].map(({ state }) => state));
  });
}

const loudness = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(window, 'loudness')());
const contexts = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'contexts')());

/** The loudest moment of some time. */
async function loudest(page: Page, ms: number): Promise<number> {
  let most = 0;
  for (const until = Date.now() + ms; Date.now() < until; ) most = Math.max(most, await loudness(page));
  return most;
}

describe('sound', () => {
  test('is off and not even loaded until it is asked for, is as loud as one likes, and ends', async ({ street }) => {
    const mika = await street.visitor();
    const { page, words } = mika;
    const ken = await street.guest({ name: 'Ken' });
    await listenAt(page);
    const wire = await Wire.record(page);
    await mika.enter();
    await ken.say('hello');
    await mika.row('hello').waitFor();
    const scripts = () => [...wire.sent.values()].filter(({ url }) => url.endsWith('.js')).length;
    const before = scripts();
    expect(await contexts(page)).toEqual([]);

    const settings = await mika.panel('settings');
    const box = settings.getByRole('checkbox', { name: words.sound });
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await expect.poll(() => contexts(page)).toEqual(['running']);
    expect(scripts()).toBe(before + 1);
    await expect.poll(() => loudness(page)).toBeGreaterThan(0.002);

    const volume = settings.getByRole('slider', { name: words.volume });
    const usual = await loudest(page, 4000); // a bar of the music, and more
    await volume.fill('15');
    await page.waitForTimeout(400);
    expect(await loudest(page, 2500)).toBeLessThan(usual / 3);
    await volume.fill('0');
    await expect.poll(() => loudness(page)).toBeLessThan(0.0005);
    // Everything at once and at its loudest is still not too loud.
    await volume.fill('100');
    for (let i = 0; i < 4; i++) await ken.do({ type: 'express', name: 'clap' });
    expect(await loudest(page, 1500)).toBeLessThan(1);

    await page.locator('.scene').focus();
    await page.keyboard.press('m');
    await page.getByText(words.soundOff).waitFor();
    await expect.poll(() => contexts(page)).toEqual(['closed']);

    // It is remembered, and begins with the first touch.
    await page.keyboard.press('m');
    await page.reload();
    await mika.inside();
    expect(await contexts(page)).toEqual([]);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => contexts(page)).toEqual(['running']);
    await expect.poll(() => loudness(page)).toBeGreaterThan(0.002);
  });
});
