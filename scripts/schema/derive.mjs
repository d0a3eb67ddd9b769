// One data model, two schema files: Prisma wants the provider of a datasource as a literal.
import { readFileSync } from 'node:fs';

export const MODEL = 'prisma/schema.prisma';
export const DERIVED = 'prisma/schema.postgresql.prisma';

const HEAD = `// Written by \`node scripts/migration.mjs\` from schema.prisma; change that file, not this one.
`;

/** The schema for PostgreSQL, of the schema for SQLite. */
export function derive(model) {
  const start = model.indexOf('generator client');
  const swapped = model
    .slice(start)
    .replace('"../server/db/generated/sqlite"', '"../server/db/generated/postgresql"')
    .replace('provider = "sqlite"', 'provider = "postgresql"');
  return HEAD + swapped;
}

/** Whether the file for PostgreSQL says the same as the model. */
export function isDerived() {
  return readFileSync(DERIVED, 'utf8') === derive(readFileSync(MODEL, 'utf8'));
}
