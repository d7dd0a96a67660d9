import { describe } from 'vitest';
import { expect, test } from './street/street';
import { Wire } from './street/wire';

const secret = 'the cat sleeps on the third cushion';
const answer = 'ないしょだよ、だれにも言わないで';
const open = 'everybody may read this';

describe('a whisper', () => {
  for (const transport of ['ws', 'sse', 'poll']) {
    test(`is seen by the two alone, on the screen and on the wire (${transport})`, async ({ street }) => {
      const [mika, ken, eve] = await Promise.all([
        street.visitor(),
        street.guest({ name: 'Ken' }),
        street.visitor({ lang: 'ja' }),
      ]);
      const [mikasWire, evesWire] = await Promise.all([Wire.record(mika.page), Wire.record(eve.page)]);
      await mika.enter(`?transport=${transport}`);
      await eve.enter(`?transport=${transport}`);

      await ken.say('I am here');
      await mika.panel('people');
      await mika.button(mika.words.whisperTo('Ken')).click();
      await mika.page.locator('.whisper-mark').waitFor();
      await mika.say(secret);
      await mika.bubble(secret).waitFor();
      await ken.whisper(await mika.id(), answer);
      await mika.bubble(answer).waitFor();
      // What is said to all afterwards comes later on every wire.
      await ken.say(open);
      await Promise.all([mika.bubble(open).waitFor(), eve.bubble(open).waitFor()]);

      const lines = (await mika.view()).lines.filter((l) => l.to);
      expect(lines.map((l) => l.text)).toEqual([secret, answer]);
      expect((await ken.view()).lines.filter((l) => l.to)).toHaveLength(2);
      const [atMika, atEve] = await Promise.all([mikasWire.heard(), evesWire.heard()]);
      for (const text of [secret, answer, open]) expect(atMika).toContain(text);
      expect(atEve).toContain(open);
      for (const text of [secret, answer, '"whispered"']) expect(atEve).not.toContain(text);

      // Nothing that Eve got names a whisper: no event, no command's id; a bare position may pass it by.
      for (const { position } of lines) expect(naming(atEve, position)).toEqual([]);
      const { id } = JSON.parse(mikasWire.said.find((frame) => frame.includes(secret)) ?? '');
      expect(id).toMatch(/^[0-9a-f]{24}$/);
      expect(atEve).not.toContain(id);

      await eve.panel('log');
      await eve.row(open).waitFor();
      expect(await eve.page.locator('body').textContent()).not.toMatch(new RegExp(`${secret}|${answer}`));
      expect((await eve.view()).lines.map((l) => l.text)).toEqual(['I am here', open]);
    });
  }
});

/** What is said of a position beyond that it has passed. */
function naming(heard: string, position: string): string[] {
  const bare = new Set([
    `{"type":"position","position":"${position}"}`,
    `{"position":"${position}","events":[]}`,
    `id: ${position}`,
  ]);
  return heard.split('\n').filter((piece) => piece.includes(position) && !bare.has(piece.trim()));
}
