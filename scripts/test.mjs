// `npm test`: everything that must hold, cheapest first, on a machine with only Node and npm. Stops at the first check that fails, shows
// what it said, and ends with one line that counts the tests. Nothing outside Node itself is imported before the packages are there.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkNode } from './start/check-node.mjs';
import { check, runNode } from './test/check.mjs';
import { counted, inWords, total } from './test/counts.mjs';

checkNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.env.CI ??= '1';
delete process.env.NODE_ENV; // each tool sets its own

const REPORTS = 'test-results/reports';
const bin = (path) => `node_modules/${path}`;

/** What tests print themselves, such as how many kills a journey survived. */
const figuresIn = (output) =>
  [...output.matchAll(/^stdout \| .*\n((?:.+\n)+)/gm)].map(([, lines]) => lines.trim().replaceAll('\n', '\n    '));

const vitest = (project) => async () => {
  const report = `${REPORTS}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  let figures = [];
  const counts = await counted('vitest', report, async () => {
    const args = [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters];
    figures = figuresIn(await runNode(args, { NO_COLOR: '1' }));
  });
  return [counts, ...figures].join('\n    ');
};

const endToEnd = async (chromium) => {
  const report = `${REPORTS}/e2e.json`;
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  return counted('playwright', report, () =>
    runNode([bin('@playwright/test/cli.js'), 'test', '--reporter=line,json'], env),
  );
};

/** Checks that say nothing when all is well. */
const QUIET_CHECKS = [
  ['lockfile', ['scripts/complete-lockfile.mjs', '--check']],
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['page types', [bin('next/dist/bin/next'), 'typegen']],
  ['types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']],
  ['unused code', [bin('knip/bin/knip.js')]],
  ['migrations', ['scripts/migration.mjs', '--check']],
];

async function main() {
  const { ensureBuilt, ensureGenerated, ensureInstalled } = await import('./start/steps.mjs');
  await ensureInstalled();
  await ensureGenerated();
  mkdirSync(REPORTS, { recursive: true });
  for (const [name, args] of QUIET_CHECKS) await check(name, async () => void (await runNode(args)));
  await check('architecture', vitest('architecture'));
  await check('unit tests', vitest('unit'));
  await check('simulation', vitest('simulation'));
  await check('integration tests', vitest('integration'));
  await ensureBuilt();
  const { checkSizes } = await import('./test/size.mjs');
  await check('size', checkSizes);
  const { findChromium } = await import('./test/chromium.mjs');
  let chromium = '';
  await check('browser', async () => {
    chromium = await findChromium();
    return chromium;
  });
  await check('end-to-end tests', () => endToEnd(chromium));
}

// Also when a step ends the process by itself: the count is always the last line.
process.on('exit', (code) => {
  if (code !== 0 && total.failed === 0) total.failed = 1;
  console.log(`\n${inWords(total)}`);
});

try {
  await main();
} catch (error) {
  console.error(`\n${error.output ?? ''}\n${error.output === undefined ? error.stack : error.message}`);
  process.exitCode = 1;
}
