import { existsSync, rmSync, statSync } from 'node:fs';
import { run, step } from './run.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const INSTALL_STAMP = 'node_modules/.reisgezel-stamp';
const GENERATE_STAMP = 'server/db/generated/.stamp';
const BUILD_STAMP = 'dist/.stamp';

const MODELS = ['prisma/schema.prisma', 'prisma/schema.postgresql.prisma'];
const SCHEMA = [...MODELS, 'scripts/generate.mjs', 'scripts/schema', 'package-lock.json'];
const SOURCES = [
  ...['app', 'components', 'lib', 'server', 'public', ...MODELS, 'scripts/start', 'scripts/generate.mjs'],
  ...['next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
];

/** Installs the packages of the lockfile, when they are missing or of another lockfile. */
export async function ensureInstalled() {
  const stamp = hashOf(['package-lock.json']);
  if (isStamped(INSTALL_STAMP, stamp)) return;
  // A checkout on which somebody ran `npm ci` by hand has no stamp yet; npm's own list is then as good.
  if (!existsSync(INSTALL_STAMP) && isInstalledByHand()) return writeStamp(INSTALL_STAMP, stamp);
  await step('packages installed', () =>
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], 'The packages could not be installed. npm said:', {
      NODE_ENV: 'development',
    }),
  );
  writeStamp(INSTALL_STAMP, stamp);
}

/** Writes the database client, when the data model changed. */
export async function ensureGenerated() {
  const stamp = hashOf(SCHEMA);
  if (isStamped(GENERATE_STAMP, stamp)) return;
  await step('database client written', () =>
    run(process.execPath, ['scripts/generate.mjs'], 'The database client could not be written:'),
  );
  writeStamp(GENERATE_STAMP, stamp);
}

/** Builds pages and server, when their sources changed. */
export async function ensureBuilt() {
  const stamp = hashOf(SOURCES);
  if (isStamped(BUILD_STAMP, stamp) && existsSync('.next/BUILD_ID')) return;
  rmSync(BUILD_STAMP, { force: true });
  await step('server built', () =>
    run(process.execPath, ['scripts/start/build-server.mjs'], 'The server could not be built:'),
  );
  await step('pages built', () =>
    run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], 'The pages could not be built. Next said:'),
  );
  writeStamp(BUILD_STAMP, stamp);
}

/** npm writes its own list when an installation is complete. */
function isInstalledByHand() {
  const list = 'node_modules/.package-lock.json';
  return existsSync(list) && statSync(list).mtimeMs >= statSync('package-lock.json').mtimeMs;
}
