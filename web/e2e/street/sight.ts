import type { Page } from 'playwright-core';
import type { VisitorID } from '../../src/wire/types';
import type { Anchor } from '../../src/world/scene';

/** A component in Preact's tree, as far as is read here; its children stand under the name that all builds share. */
interface Component {
  props?: { value?: { sights?: { anchors(): ReadonlyMap<VisitorID, Anchor> } } };
  __k?: (Component | null)[];
}

/**
 * The people's boxes on the screen, from the model that the page hands its controls. The page offers tests nothing of
 * its own; Preact keeps what it rendered at the element it rendered into.
 */
export async function anchorsOf(page: Page): Promise<Map<VisitorID, Anchor>> {
  const found = await page.evaluate(() => {
    const search = (component: Component | null | undefined): Component | undefined =>
      component?.props?.value?.sights ? component : component?.__k?.map(search).find(Boolean);
    const root = document.getElementById('street') as unknown as { __k: Component } | null;
    return [...(search(root?.__k)?.props?.value?.sights?.anchors() ?? [])];
  });
  return new Map(found);
}
