import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor';

const checker = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a page shows at the moment has no serious or critical fault of accessibility. */
export async function sound({ page }: Visitor, where: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(checker);
  const faults = await page.evaluate(async () => {
    const passing = document.getAnimations().filter((a) => a.effect?.getTiming().iterations === 1);
    await Promise.all(passing.map((a) => a.finished.catch(() => undefined)));
    const checker = Reflect.get(window, 'axe') as typeof axe;
    const { violations } = await checker.run(document, { resultTypes: ['violations'] });
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((n) => n.html).join(' | ')}`);
  });
  expect(faults, where).toEqual([]);
}
