import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor';

const checker = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What a page shows at the moment has no serious or critical fault of accessibility. Bubbles come and go by themselves,
 * and half faded nobody can read them: they are looked at on their own, while they stand.
 */
export async function sound(visitor: Visitor, where: string, of: 'page' | 'bubbles' = 'page'): Promise<void> {
  const { page } = visitor;
  await visitor.still();
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(checker);
  const faults = await page.evaluate(async (of) => {
    const checker = Reflect.get(window, 'axe') as typeof axe;
    const { violations } = await checker.run(of === 'page' ? { exclude: '.bubbles' } : '.bubbles', {
      resultTypes: ['violations'],
    });
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((n) => n.html).join(' | ')}`);
  }, of);
  expect(faults, where).toEqual([]);
}
