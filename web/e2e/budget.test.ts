import { describe } from 'vitest';
import { outfits } from './street/guest';
import { expect, test } from './street/street';
import { Wire } from './street/wire';

const kilobyte = 1024;

describe('a first visit', () => {
  test('costs at most 12 requests and 350 KB, and each avatar one of 16 KB', async ({ street }) => {
    const wardrobe = await outfits(street.url);
    const worn = [0, 1, 2, 2].map((i) => wardrobe[i]!.id);
    const names = ['Aki', 'Ben', 'Chie', 'Dan'];
    const guests = await Promise.all(worn.map((outfit, i) => street.guest({ name: names[i]!, outfit })));
    const visitor = await street.visitor();
    const wire = await Wire.record(visitor.page);
    await visitor.enter();
    const needed = [...wire.sent.values()];
    for (const guest of guests) await visitor.settled(guest.id);
    await expect.poll(() => visitor.page.evaluate(() => document.fonts.status)).toBe('loaded');
    await wire.heard();

    const avatar = (url: string) => /\/assets\/(outfit|picker)-/.test(url);
    const apart = needed.filter(({ url }) => !avatar(url));
    const list = apart.map(({ method, url, bytes }) => `${method} ${new URL(url).pathname} ${bytes}`).join('\n');
    expect(apart.length, list).toBeLessThanOrEqual(12);
    const total = apart.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total, list).toBeLessThanOrEqual(350 * kilobyte);

    const sheets = [...wire.sent.values()].filter(({ url }) => url.includes('/assets/outfit-'));
    const distinct = new Set((await visitor.view()).people.map((p) => p.outfit));
    expect(sheets.length).toBe(distinct.size);
    expect(new Set(sheets.map(({ url }) => url)).size).toBe(distinct.size);
    for (const { url, bytes } of sheets) expect(bytes, url).toBeLessThanOrEqual(16 * kilobyte);
  });
});
