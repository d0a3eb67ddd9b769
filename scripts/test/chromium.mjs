// Finds a browser for the end-to-end tests, or gets one.
import { existsSync } from 'node:fs';
import { CheckFailed, runNode, runProgram } from './check.mjs';

const SYSTEM = '/usr/bin/chromium';

const HELP = `No Chromium was found, and it could not be installed. Do one of these and run npm test again:
  - set CHROMIUM_PATH to a Chromium or Chrome that is on this machine
  - npx playwright install --with-deps chromium
  - apt-get install chromium (Debian; on Ubuntu: the package from Google, or Playwright's)`;

/** Whether the browser is there and starts: an installed one may lack libraries. */
async function works(path) {
  if (!path || !existsSync(path)) return false;
  return runProgram(path, ['--version']).then(
    () => true,
    () => false,
  );
}

async function playwrightPath() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

async function installByPlaywright() {
  await runNode(['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  return playwrightPath();
}

async function installByDebian() {
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [program, ...rest] = [...prefix, 'apt-get', ...args];
    return runProgram(program, rest, { DEBIAN_FRONTEND: 'noninteractive' });
  };
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', 'chromium');
  return SYSTEM;
}

/**
 * The browser to test with: `CHROMIUM_PATH`, the system's, Playwright's own, or one that gets installed now.
 * @returns {Promise<string>} its path
 */
export async function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (await works(wanted)) return wanted;
    throw new CheckFailed(`CHROMIUM_PATH is ${wanted}, which does not start`, HELP);
  }
  const tried = [];
  for (const find of [() => SYSTEM, playwrightPath, installByPlaywright, installByDebian]) {
    try {
      const path = await find();
      if (await works(path)) return path;
    } catch (error) {
      tried.push(error.output ?? error.message);
    }
  }
  throw new CheckFailed('no browser', [HELP, ...tried].join('\n\n'));
}
