import type { Migration } from './migration';

/**
 * Every change of the document's shape, oldest first: one file each beside this one. Add one together with raising
 * `SCHEMA_VERSION`, and documents of the version before to tests/fixtures/journeys. The list never gets shorter.
 */
export const migrations: readonly Migration[] = [];
