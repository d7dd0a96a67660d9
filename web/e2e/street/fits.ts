import { expect } from 'vitest';
import type { Visitor } from './visitor';

/** CSS pixels that a finger needs. */
const finger = 44;

/** What a finger is meant for, with the area that really answers, and how the page fits its window. */
export async function fits(visitor: Visitor, where: string): Promise<void> {
  await visitor.still();
  const found = await visitor.page.evaluate((finger) => {
    const answers = (el: Element, dx: number, dy: number) => {
      const { x, y, width, height } = el.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy);
      return hit !== null && (el.contains(hit) || (el instanceof HTMLInputElement && el.labels?.[0]?.contains(hit)));
    };
    const all = [...document.querySelectorAll('button, input, a[href], [role=button], summary')];
    const seen = all.filter((el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    // What a list has half scrolled away is reached by scrolling on.
    const cut = (el: Element): boolean => {
      const box = el.getBoundingClientRect();
      for (let list = el.parentElement; list; list = list.parentElement) {
        if (!/auto|scroll/.test(getComputedStyle(list).overflow)) continue;
        const { left, right, top, bottom } = list.getBoundingClientRect();
        if (box.left < left || box.right > right || box.top < top || box.bottom > bottom) return true;
      }
      return false;
    };
    const reachable = seen.filter((el) => !el.closest('[inert], .unseen') && !cut(el) && answers(el, 0, 0));
    // Where a list was scrolled, boxes are told between the pixels on which they lie: up to one off.
    const half = finger / 2 - 1;
    const reaches = (el: Element) =>
      answers(el, -half, 0) && answers(el, half, 0) && answers(el, 0, -half) && answers(el, 0, half);
    const name = (el: Element) => {
      const { width, height } = el.getBoundingClientRect();
      const label = el.getAttribute('aria-label') ?? el.textContent;
      return `${el.tagName}.${el.className} "${label}" ${Math.round(width)}x${Math.round(height)}`;
    };
    const inText = (el: Element) => el.matches('.line-text a');
    return {
      tried: reachable.length,
      small: reachable.filter((el) => !inText(el) && !reaches(el)).map(name),
      fine: [...document.querySelectorAll('input')]
        .filter((el) => el.type === 'text' && Number.parseFloat(getComputedStyle(el).fontSize) < 16)
        .map(name),
      sideways: document.documentElement.scrollWidth - innerWidth,
      wide: [...document.querySelectorAll('.panel.open, .panel-body, .log-lines, .card, .picker-body, .worn')]
        .filter((el) => el.checkVisibility() && !el.closest('.unseen') && el.scrollWidth > el.clientWidth + 1)
        .map(name),
    };
  }, finger);
  expect(found.tried, where).toBeGreaterThan(0);
  expect(found, where).toMatchObject({ small: [], fine: [], wide: [] });
  expect(found.sideways, where).toBeLessThanOrEqual(0);
}
