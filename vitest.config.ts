import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Longest time for one test, in milliseconds. Far above what any needs: it ends a test that hangs, and must not fail one because the machine is busy
 * with something else.
 */
const TEST_MS = 120_000;

// `npm test` runs the projects one after the other (scripts/test.mjs), cheapest first.
export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    maxWorkers: 2,
    testTimeout: TEST_MS,
    hookTimeout: TEST_MS,
    reporters: [['default', { summary: false }]],
    // An unhandled rejection or error fails the run even when every test passed.
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], unstubGlobals: true },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          // Before anything that keeps the clock or the source of randomness for itself.
          setupFiles: ['tests/simulation/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
        },
      },
    ],
  },
});
