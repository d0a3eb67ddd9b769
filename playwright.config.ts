import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's own browser, for machines that may not download one. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The browser that `npm test` found or installed, else the system's, else the one that Playwright installed. */
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined);

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  // A test that passes at the second try found a fault: no retries.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1440, height: 900 },
    // To see what a failing test saw: TRACE=1. Otherwise not, because recording took a seventh of the time of all tests that pass.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath,
      args: [
        // Chromium refuses to start its sandbox as root, which is what containers run as.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-sync',
        '--disable-component-update',
      ],
    },
  },
});
