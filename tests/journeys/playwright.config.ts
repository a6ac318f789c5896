import { defineConfig } from '@playwright/test';

// Two workers, each with browsers and a server of its own: a journey keeps a core busy for half its time. No retries: what passes only the second
// time is broken.
export default defineConfig({
  testDir: 'specs',
  outputDir: '../../build/journeys',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  globalSetup: './lib/demo.ts',
});
