import { describe } from 'vitest';
import { Middlebox } from './street/middlebox';
import { expect, test } from './street/street';

describe('each transport', () => {
  for (const transport of ['ws', 'sse', 'poll']) {
    test(`carries a conversation (${transport})`, async ({ street }) => {
      const [mika, ken] = await Promise.all([street.visitor(), street.guest({ name: 'Ken' })]);
      await mika.enter(`?transport=${transport}`);
      await mika.live(transport);
      await mika.say('Can you hear me?');
      await expect.poll(async () => (await ken.view()).lines.at(-1)?.text).toBe('Can you hear me?');
      await ken.say('Loud and clear');
      await mika.bubble('Loud and clear').waitFor();
      await mika.panel('log');
      expect(await mika.log.locator('.line-text').allTextContents()).toEqual(['Can you hear me?', 'Loud and clear']);
    });
  }
});

describe('a page', () => {
  test.for([
    { blocked: ['sockets'], left: 'sse' },
    { blocked: ['sockets', 'streams'], left: 'poll' },
  ] as const)('behind a middlebox that blocks $blocked talks by $left', async ({ blocked, left }, { street }) => {
    await using box = await Middlebox.open(street.url, blocked);
    const [mika, ken] = await Promise.all([street.visitor({ through: box.url }), street.guest({ name: 'Ken' })]);
    mika.excuse(/WebSocket connection to/, /status of 502/);
    await mika.enter();
    await mika.live(left);
    await mika.say('Found a way');
    await expect.poll(async () => (await ken.view()).lines.at(-1)?.text).toBe('Found a way');
    await ken.say('So you did');
    await mika.bubble('So you did').waitFor();
    expect(await mika.log.locator('.line-text').allTextContents()).toEqual(['Found a way', 'So you did']);
  });
});
