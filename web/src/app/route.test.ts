import { expect, test } from 'vitest';
import { Route } from './route';

/** A browser's history, as far as a route uses it. */
class Browser {
  private readonly entries: { path: string; state: unknown }[];
  private at = 0;
  route!: Route;

  constructor(path: string, inside?: string) {
    this.entries = [{ path, state: null }];
    this.load(inside);
  }

  /** Loads the page anew at the same entry. */
  load(inside?: string): void {
    this.route = new Route(this as never, this as never, inside);
  }

  get pathname(): string {
    return this.entries[this.at]!.path;
  }
  get state(): unknown {
    return this.entries[this.at]!.state;
  }
  get length(): number {
    return this.entries.length;
  }
  pushState(state: unknown, _: string, path: string): void {
    this.entries.splice(++this.at, Number.POSITIVE_INFINITY, { path, state });
  }
  replaceState(state: unknown, _: string, path: string): void {
    this.entries[this.at] = { path, state };
  }
  go(by: number): void {
    this.at += by;
    this.route.read();
  }
}

test('a page lies over its room, and the browser’s Back leads there', () => {
  const browser = new Browser('/lounge');
  const { route } = browser;
  expect([route.page.value, route.room.value]).toEqual([undefined, 'lounge']);
  route.open('closet');
  expect(browser.pathname).toBe('/closet');
  expect([route.page.value, route.room.value]).toEqual(['closet', 'lounge']);
  browser.go(-1);
  expect([route.page.value, route.room.value]).toEqual([undefined, 'lounge']);
  browser.go(1);
  expect(route.page.value).toBe('closet');
});

test('from salon to salon one goes sideways: one step leads back', () => {
  const browser = new Browser('/');
  browser.route.open('closet');
  browser.route.open('salon');
  browser.route.open('tan');
  expect([browser.pathname, browser.length]).toEqual(['/tan', 2]);
  browser.route.close();
  expect([browser.pathname, browser.route.page.value]).toEqual(['/', undefined]);
});

test('a page opened by its own link closes to the street', () => {
  const browser = new Browser('/closet');
  expect(browser.route.page.value).toBe('closet');
  browser.route.close();
  expect([browser.pathname, browser.route.page.value, browser.length]).toEqual(['/', undefined, 1]);
});

test('a shared look is tried on, and both its page and the street can be gone back to', () => {
  const browser = new Browser('/look/abc');
  expect([browser.route.page.value, browser.route.look.value]).toEqual(['look', 'abc']);
  browser.route.open('closet');
  browser.go(-1);
  expect([browser.route.page.value, browser.route.look.value]).toEqual(['look', 'abc']);
  browser.go(1);
  browser.route.close();
  expect([browser.pathname, browser.route.page.value]).toEqual(['/', undefined]);
});

test('a page loaded anew still knows its room and the way back', () => {
  const browser = new Browser('/lounge');
  browser.route.open('salon');
  browser.load('lounge');
  expect([browser.route.page.value, browser.route.room.value]).toEqual(['salon', 'lounge']);
  browser.route.close();
  expect(browser.pathname).toBe('/lounge');
  const linked = new Browser('/closet', 'garden');
  expect(linked.route.room.value).toBe('garden');
  linked.route.close();
  expect(linked.pathname).toBe('/garden');
});

test('a room of any name is no page', () => {
  expect(new Browser('/constructor').route.page.value).toBeUndefined();
});
