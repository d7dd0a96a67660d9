import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { Rehearsal } from '../src/studio/rehearsal';
import { test } from './street/studio';

const file = new URL('../../docs/pictures/ghosts.md', import.meta.url).pathname;

const head = `# The ghost crowd in every room

As many ghosts as a room holds come in by all its doors, are at every seat, every door and a place on every tile of the floor, and leave.
In every frame that is drawn meanwhile, everybody is compared with all furniture and everybody they meet on the picture. Written by
\`npm run pictures\` in \`web\`, which fails where something is wrong.

| room | ghosts | seats | doors | places on the floor | seconds | frames | pairs compared | wrong |
|---|---|---|---|---|---|---|---|---|
`;

describe('the ghost crowd', () => {
  test('finds nothing wrong in any room of the street', async ({ studio }) => {
    const { page, url } = studio;
    await page.goto(url);
    const names = await page.locator('.studio-list small').allTextContents();
    expect(names.length).toBeGreaterThanOrEqual(9);
    const rows: string[] = [];
    for (const name of names) {
      await page.goto(`${url}/#rooms/${name}`);
      const toggle = page.getByRole('button', { name: 'Ghost crowd' });
      await toggle.click();
      const report = page.getByRole('region', { name: 'Ghost crowd' });
      const ended = report.getByRole('status');
      await ended.waitFor({ timeout: 120_000 });
      const text = (await ended.textContent())!;
      const [, pairs, frames] = text.match(/([\d,]+) times in ([\d,]+) frames/)!;
      const wrong = await report.getByRole('listitem').allTextContents();
      expect(wrong, name).toEqual([]);
      const played = (await (await page.request.get(`${url}/rooms/${name}/rehearsal`)).json()) as Rehearsal;
      const { seat = 0, exit = 0, floor = 0 } = played.places;
      const cells = [
        name,
        played.ghosts,
        seat,
        exit,
        floor,
        Math.round(played.ends / 1000),
        frames,
        pairs,
        wrong.length,
      ];
      rows.push(`| ${cells.join(' | ')} |`);
      await toggle.click();
      await report.waitFor({ state: 'detached' });
    }
    await writeFile(file, `${head}${rows.join('\n')}\n`);
  });
});
