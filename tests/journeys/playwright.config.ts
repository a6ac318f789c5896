import { defineConfig } from '@playwright/test';

// One worker and no retries: two cores are shared with the server, and what passes only the second time is broken.
export default defineConfig({
  testDir: 'specs',
  outputDir: '../../build/journeys',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  globalSetup: './lib/demo.ts',
});
