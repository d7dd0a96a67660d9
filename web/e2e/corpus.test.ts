import { describe } from 'vitest';
import { en as office } from '../src/admin/words/en';
import { corpus } from './corpus';
import { expect, test as fresh } from './street/street';
import type { Visitor } from './street/visitor';

// Nobody is asked to wait: what is tested is what the page makes of it all.
const test = fresh.extend({
  options:
    '--limit-lines-per-second=0 --limit-commands-per-second=0 --limit-whispers-per-second=0 --limit-repeats=0 --limit-guests-per-minute=0',
});

/** So many lines stand in the log. */
const shown = 100;

/** Tells whether anything ran, or stands in a page that nobody of ours has put there. */
async function harmless({ page }: Visitor, where: string): Promise<void> {
  const [ran, foreign] = await page.evaluate(() => [
    Reflect.get(window, 'ran') as string[] | undefined,
    [
      ...document.querySelectorAll(
        'main script, main iframe, main object, main base, main marquee, .log img:not(.portrait img), .log a',
      ),
    ]
      .filter(
        (el) => !(el instanceof HTMLAnchorElement && /^https?:\/\//.test(el.href) && el.rel === 'noopener noreferrer'),
      )
      .map((el) => el.outerHTML),
  ]);
  expect(ran ?? [], where).toEqual([]);
  expect(foreign, where).toEqual([]);
}

const watched = (visitor: Visitor) =>
  visitor.page.addInitScript(() => {
    const ran: string[] = [];
    Object.assign(window, { ran, pwn: (how: string) => ran.push(how) });
    for (const word of ['alert', 'confirm', 'prompt', 'print'] as const) {
      Object.assign(window, { [word]: () => ran.push(word) });
    }
  });

describe('what people write never executes', () => {
  test('in lines, whispers and names, nor in what staff reads', async ({ street }) => {
    const lines = corpus('pwn(1)');
    expect(lines.length).toBe(1000);
    const mika = await street.visitor();
    await watched(mika);
    await mika.enter();
    await mika.panel('log');
    const eve = await street.guest({ name: 'Eve' });
    await eve.join(); // a guest's addresses would be no links
    await mika.knows(eve.id);
    let said = 0;
    for (let from = 0; from < lines.length; from += shown / 2) {
      for (const line of lines.slice(from, from + shown / 2)) {
        const whole = [...line].slice(0, 500).join('');
        const answer = await (said % 3 === 2 ? eve.whisper(await mika.id(), whole) : eve.say(whole)).catch(String);
        // A line may be refused (control characters), but only with a word of its own.
        if (typeof answer === 'string') expect(answer).toContain('bad_text');
        else said++;
      }
      await eve.say(`so far ${from}`);
      await mika.row(`so far ${from}`).waitFor({ state: 'attached' });
      await harmless(mika, `lines from ${from}`);
    }
    expect(said).toBeGreaterThan(900);

    let names = 0;
    for (const line of corpus('pwn(2)').slice(0, 200)) {
      names += Number(await eve.rename([...line].slice(0, 24).join('')));
    }
    expect(names).toBeGreaterThan(50);
    await harmless(mika, 'names');

    // What staff reads, and what the house says.
    const operator = await street.operator();
    await watched(operator);
    const nasty = corpus('pwn(3)').slice(0, 40).join('\n').slice(0, 400);
    await eve.report(await mika.id(), nasty);
    await operator.page.goto(`${street.url}/admin`);
    await operator.button(office.watch).click();
    await operator.page.locator('.replay-lines li').first().waitFor();
    await harmless(operator, 'a replay');
    await operator.page.locator('.office-card .small').nth(1).click();
    await operator.page.getByLabel(office.reason).fill(nasty);
    await operator.button(office.measure).click();
    await operator.page.getByText(office.imposed).waitFor();
    await harmless(operator, 'a history');
    await mika.dialog.getByText('<script>').first().waitFor();
    await harmless(mika, 'word from the house');
  });
});
