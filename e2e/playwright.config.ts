import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

const data = join(__dirname, '..', '.data');

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  // The tests share one portal and one clock.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: join(data, 'e2e', 'results'),
  reporter: [['list'], ['json', { outputFile: join(data, 'e2e.json') }]],
  use: {
    baseURL: `http://localhost:${process.env.MESHPROOF_E2E_PORT}`,
    viewport: { width: 1400, height: 1000 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
