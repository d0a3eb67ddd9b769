// Writes the Prisma clients. Prisma's CLI wants to fetch a schema engine for every command, although `generate`
// never runs it: pointing it at any existing file keeps this step off the network (README, decision 3).
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { DERIVED, isDerived, MODEL } from './schema/derive.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

process.chdir(root);
if (!isDerived()) {
  console.error(
    `${DERIVED} does not follow ${MODEL}; run: node scripts/migration.mjs <name_of_your_change>, or --derive when it only changes words.`,
  );
  process.exit(1);
}
// What an earlier version wrote lies elsewhere, and would be checked and bundled along.
rmSync('server/db/generated', { recursive: true, force: true });
for (const schema of [MODEL, DERIVED])
  execFileSync(process.execPath, [prisma, 'generate', '--schema', schema, '--no-hints'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(import.meta.url), CHECKPOINT_DISABLE: '1' },
  });
