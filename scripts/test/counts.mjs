// Adds up what the two test runners report.
import { existsSync, readFileSync, rmSync } from 'node:fs';

/** What ran so far, over all runners. */
export const total = { passed: 0, failed: 0 };

/** `12 passed, 0 failed` */
export const inWords = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

const readVitest = ({ numPassedTests, numTotalTests, numFailedTestSuites, numFailedTests }) => ({
  passed: numPassedTests,
  // A file that does not load has no tests, and must still count.
  failed: Math.max(numTotalTests - numPassedTests, numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
});

// A test that passed at a second try, or was left out, is not a test that passed.
const readPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + stats.skipped + (stats.unexpected === 0 ? errors.length : 0),
});

const readers = { vitest: readVitest, playwright: readPlaywright };

/**
 * Runs tests that write a JSON report, and adds their counts to the total.
 * @param {'vitest' | 'playwright'} runner
 * @param {string} report where the report is written
 * @param {() => Promise<unknown>} run rejects when tests fail
 * @returns {Promise<string>} the counts in words
 */
export async function counted(runner, report, run) {
  rmSync(report, { force: true });
  const count = () => {
    const counts = existsSync(report)
      ? readers[runner](JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 1 };
    total.passed += counts.passed;
    total.failed += counts.failed;
    return counts;
  };
  try {
    await run();
  } catch (error) {
    const { failed } = count();
    if (failed === 0) total.failed += 1;
    throw error;
  }
  const counts = count();
  if (counts.failed > 0 || counts.passed === 0) throw new Error(`the ${runner} report says ${inWords(counts)}`);
  return inWords(counts);
}
