import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Time one test may take, in milliseconds: integration tests start servers, on machines that are busy with something else. */
const UNIT_MS = 10_000;
const INTEGRATION_MS = 60_000;

// `npm test` runs the projects one after the other (scripts/test.mjs), cheapest first.
export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    maxWorkers: 2,
    reporters: [['default', { summary: false }]],
    // An unhandled rejection or error fails the run even when every test passed.
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: UNIT_MS },
      },
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: UNIT_MS, unstubGlobals: true },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: INTEGRATION_MS,
          hookTimeout: INTEGRATION_MS,
        },
      },
    ],
  },
});
