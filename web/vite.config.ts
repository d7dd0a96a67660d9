import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': { target: 'http://localhost:8080', ws: true }, '/assets': 'http://localhost:8080' } },
  test: { include: ['src/**/*.test.ts'] },
});
