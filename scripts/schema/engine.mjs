// Prisma's schema engine as WebAssembly. Prisma's own `migrate` fetches a binary; this one comes from the package registry. It is
// marked internal, so its version is pinned, and nothing but the scripts for migrations uses it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

/** The engine on a driver, instantiated by hand because Node 20 cannot import `.wasm` files. */
export async function openEngine(driver) {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  // A copy of the glue for each engine: it holds the state of one, and two in a process would mix theirs up.
  const glue = await import(`${pathToFileURL(entry).href}?for=${driver.provider}`);
  const bytes = readFileSync(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(driver));
}

/** The SQL that leads from one model to another; empty when they are the same. */
export async function sqlBetween(engine, from, to) {
  const options = { script: true, exitCode: null, filters: { externalTables: [], externalEnums: [] } };
  const { stdout } = await engine.diff({ from, to, ...options });
  return (stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim();
}
