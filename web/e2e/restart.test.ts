import { describe } from 'vitest';
import { expect, test } from './street/street';

/** A page tries again after at most five seconds. */
const backWithin = 8000;

describe('a server killed between two sentences', () => {
  for (const transport of ['ws', 'sse', 'poll']) {
    test(`comes back with every line, once, without a reload (${transport})`, async ({ street }) => {
      const mika = await street.visitor({ lang: 'ja' });
      const ken = await street.visitor();
      const both = [mika, ken];
      for (const visitor of both)
        visitor.excuse(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
      await Promise.all(both.map((v) => v.enter(`?transport=${transport}`)));
      for (const { page } of both) await page.evaluate(() => Object.assign(window, { sameDocument: true }));

      await mika.say('まえの一言');
      await ken.bubble('まえの一言').waitFor();
      await street.server.kill();
      await mika.say('あとの一言');
      await ken.page.locator('.light:not([data-phase=live])').waitFor();
      await street.server.restart();

      const restarted = performance.now();
      await Promise.all(both.map((v) => v.live()));
      await ken.bubble('あとの一言').waitFor();
      expect(performance.now() - restarted).toBeLessThan(backWithin);

      for (const visitor of both) {
        await visitor.panel('log');
        expect(await visitor.log.locator('.line-text').allTextContents()).toEqual(['まえの一言', 'あとの一言']);
        expect(await visitor.people.count()).toBe(2);
        expect((await visitor.view()).people).toHaveLength(2);
        expect(await visitor.page.evaluate(() => 'sameDocument' in window)).toBe(true);
      }
      await ken.say('All there');
      await mika.bubble('All there').waitFor();
    });
  }
});
