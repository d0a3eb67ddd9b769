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

const vitest = (project) => () => {
  const report = `${REPORTS}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return counted('vitest', report, () =>
    runNode([bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters]),
  );
};

const endToEnd = async (chromium) => {
  const report = `${REPORTS}/e2e.json`;
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  return counted('playwright', report, () =>
    runNode([bin('@playwright/test/cli.js'), 'test', '--reporter=line,json'], env),
  );
};

const quietly = (run) => async () => void (await run());

async function main() {
  const { ensureBuilt, ensureGenerated, ensureInstalled } = await import('./start/steps.mjs');
  await ensureInstalled();
  await ensureGenerated();
  mkdirSync(REPORTS, { recursive: true });
  await check(
    'format and lint',
    quietly(() => runNode([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'])),
  );
  await check(
    'page types',
    quietly(() => runNode([bin('next/dist/bin/next'), 'typegen'])),
  );
  await check(
    'types',
    quietly(() => runNode([bin('typescript/bin/tsc'), '--noEmit', '-p', '.'])),
  );
  await check(
    'unused code',
    quietly(() => runNode([bin('knip/bin/knip.js')])),
  );
  await check(
    'migrations',
    quietly(() => runNode(['scripts/migration.mjs', '--check'])),
  );
  await check('architecture', vitest('architecture'));
  await check('unit tests', vitest('unit'));
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
