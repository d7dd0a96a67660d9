import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * Drops what pixi would load for a whole browser environment (events, accessibility, DOM overlays): the stage skips it
 * at run time, and while it is in the bundle it splits the stage into more files than one.
 */
const stageAlone: Plugin = {
  name: 'stage-alone',
  transform(code, id) {
    if (!/pixi\.js\/lib\/environment-\w+\/\w+Ext\.mjs/.test(id)) return undefined;
    return { code: code.replace(/await import\([^)]*\);/, ''), map: null };
  },
};

export default defineConfig({
  plugins: [stageAlone],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    // What the first visit and the pages loaded later share is one file, not one for each pair of them.
    rolldownOptions: {
      input: ['index.html', 'studio.html', 'admin.html'],
      output: {
        advancedChunks: {
          groups: [{ name: 'shared', test: /\/(src\/(ui|figure|net|world|wire)|node_modules\/(@?preact))\// }],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://localhost:8080', ws: true }, '/assets': 'http://localhost:8080' } },
  test: { include: ['src/**/*.test.ts'] },
});
