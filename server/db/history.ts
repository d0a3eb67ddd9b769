import type { Migration } from './migrations';
import { type DatabaseProblem, databaseProblem } from './problem';

/** A line of the bookkeeping table. */
export type Applied = { readonly name: string; readonly checksum: string; readonly finished: boolean };

/**
 * Compares the history of a database with the migrations of this version.
 * @param database as messages call it
 * @returns the migrations still to be applied
 * @throws DatabaseProblem for a database of a newer version or with a changed history
 */
export function stillToApply(
  applied: readonly Applied[],
  migrations: readonly Migration[],
  database: string,
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of applied) {
    const migration = known.get(name);
    if (!migration)
      throw databaseProblem(
        database,
        `belongs to a newer version of Reisgezel (it knows the step "${name}"); start that version`,
        `hoort bij een nieuwere versie van Reisgezel (met de stap "${name}"); start die versie`,
      );
    if (migration.checksum !== checksum || !finished)
      throw databaseProblem(
        database,
        `was built with another form of the step "${name}" than this version has; restore the original program or a backup`,
        `is gebouwd met een andere vorm van de stap "${name}" dan deze versie heeft; zet het originele programma of een back-up terug`,
      );
  }
  return migrations.filter(({ name }) => !applied.some((step) => step.name === name));
}

/** There are tables, and none of them is our bookkeeping. */
export const ofAnotherProgram = (database: string): DatabaseProblem =>
  databaseProblem(
    database,
    'is a database of another program; set DATA_DIR or DATABASE_URL to a place of its own',
    'is een database van een ander programma; geef met DATA_DIR of DATABASE_URL een eigen plek op',
  );
