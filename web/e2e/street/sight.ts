import type { JSHandle, Page } from 'playwright-core';
import type { Model } from '../../src/ui/model';
import type { VisitorID } from '../../src/wire/types';
import type { Anchor } from '../../src/world/scene';

/** A component in Preact's tree, as far as is read here; its children stand under the name that all builds share. */
interface Component {
  props?: { value?: Model };
  __k?: (Component | null)[];
}

/** So many frames that moved somebody by less than so many pixels, over so many milliseconds, are rest: a camera comes to it slowly. */
const still = { frames: 3, ms: 250, pixels: 0.05 };

/**
 * The model that the page hands its controls, once there is one. The page offers tests nothing of its own; Preact keeps
 * what it rendered at the element it rendered into.
 */
function modelOf(page: Page): Promise<JSHandle<Model | undefined>> {
  return page.evaluateHandle(() => {
    const search = (component: Component | null | undefined): Component | undefined =>
      component?.props?.value?.sights ? component : component?.__k?.map(search).find(Boolean);
    const root = document.getElementById('street') as unknown as { __k: Component } | null;
    return search(root?.__k)?.props?.value;
  });
}

/** The people's boxes on the screen. */
export async function anchorsOf(page: Page): Promise<Map<VisitorID, Anchor>> {
  const model = await modelOf(page);
  return new Map(await model.evaluate((model) => [...(model?.sights.anchors() ?? [])]));
}

/** Somebody who stands or sits still on the screen, and the way they came, as the page knows it. */
interface Rest {
  anchor: Anchor;
  path: string;
}

/** Waits until somebody has come to the end of their way, and neither they nor the camera move. */
export async function restOf(page: Page, id: VisitorID, deadline: number): Promise<Rest> {
  const model = await modelOf(page);
  return model.evaluate(
    (model, { id, still, deadline }) =>
      new Promise<Rest>((resolve, reject) => {
        const { sights, world, now } = model!;
        let before: Anchor | undefined;
        let same = 0;
        let since = 0;
        const stop = sights.onFrame(() => {
          const anchor = sights.anchors().get(id);
          const path = world.person(id)?.path;
          const [a, b] = [anchor?.crown, before?.crown];
          const stood = a && b && Math.hypot(a.x - b.x, a.y - b.y) < still.pixels && anchor?.body.h === before?.body.h;
          before = anchor;
          if (!anchor || !path || !stood || now() < path.at(-1)![2]) {
            same = 0;
            since = performance.now();
            return;
          }
          same++;
          if (same < still.frames || performance.now() - since < still.ms) return;
          stop();
          resolve({ anchor, path: JSON.stringify(path) });
        });
        setTimeout(() => {
          stop();
          reject(new Error(`${id} did not come to rest`));
        }, deadline);
      }),
    { id, still, deadline },
  );
}
