import { defineConfig } from 'vitest/config';

/** What stands in a real browser against the real server: the tests, and the staging of the pictures in docs. */
const shared = {
  // One page drawn by software fills a core; tests beside each other would only measure that.
  fileParallelism: false,
  maxWorkers: 1,
  globalSetup: ['e2e/street/chromium.ts'],
  testTimeout: 90_000,
  hookTimeout: 20_000,
  expect: { poll: { timeout: 10_000, interval: 40 } },
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'e2e', include: ['e2e/*.test.ts'] } },
      { test: { ...shared, name: 'figures', include: ['e2e/figures/{scene,studio}.ts'], testTimeout: 180_000 } },
      {
        test: {
          ...shared,
          name: 'pictures',
          include: ['e2e/pictures.ts', 'e2e/rooms.ts', 'e2e/contact.ts', 'e2e/ghosts.ts'],
          testTimeout: 240_000,
        },
      },
    ],
  },
});
