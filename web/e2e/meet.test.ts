import { describe } from 'vitest';
import { expect, test } from './street/street';

describe('two people', () => {
  test('meet and talk', async ({ street }) => {
    const mika = await street.visitor({ lang: 'ja' });
    const ken = await street.visitor();
    await Promise.all([mika.enter(), ken.enter()]);
    const names = [(await mika.self()).name, (await ken.self()).name];

    for (const visitor of [mika, ken]) {
      await expect.poll(() => visitor.people.allTextContents()).toEqual(expect.arrayContaining(names));
      expect(await visitor.page.locator('.top .count').textContent()).toBe('2');
    }

    await mika.say('やっほー！はじめまして');
    await ken.bubble('やっほー！はじめまして').waitFor();
    await ken.say('Nice to meet you 👋');
    await mika.bubble('Nice to meet you 👋').waitFor();

    for (const visitor of [mika, ken]) {
      await visitor.panel('log');
      expect(await visitor.log.locator('.line-text').allTextContents()).toEqual([
        'やっほー！はじめまして',
        'Nice to meet you 👋',
      ]);
    }
    expect(await ken.row('やっほー！はじめまして').locator('b').textContent()).toBe(names[0]);
    expect(await mika.row('Nice to meet you 👋').locator('b').textContent()).toBe(names[1]);
  });
});
