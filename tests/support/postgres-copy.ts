import type { PostgresDatabase } from './postgres';

/** Where journeys are. */
const TABLES = [
  ...['JourneyHead', 'JourneyUpdate', 'JourneyAuthor', 'JourneySnapshot', 'JourneyPoint', 'JourneyDamage'],
  'CalendarEntry',
].map((name) => `"${name}"`);
/** Whoever writes meanwhile may hold what we need, and need what we hold; then the database ends one of the two. */
const DEADLOCK = '40P01';
const ATTEMPTS = 5;

let copies = 0;

/**
 * Copies everything about journeys, as a standby does that does not follow at once.
 * @returns what lets the copy take over: all connections break, and what came later is not there any more
 */
export async function copyJourneys({ sql }: Pick<PostgresDatabase, 'sql'>): Promise<() => Promise<void>> {
  copies += 1;
  const copy = `copy_${copies}`;
  const copying = TABLES.map((table) => `CREATE TABLE ${copy}.${table} AS TABLE public.${table};`);
  await sql(`BEGIN ISOLATION LEVEL REPEATABLE READ; CREATE SCHEMA ${copy}; ${copying.join(' ')}
    CREATE TABLE ${copy}."Session" AS SELECT "id", "projectedSeq" FROM public."Session"; COMMIT`);
  const goingBack = TABLES.map((table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM ${copy}.${table};`);
  const takeOver = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
    BEGIN; LOCK TABLE "Session", ${TABLES.join(', ')} IN ACCESS EXCLUSIVE MODE; ${goingBack.join(' ')}
    UPDATE "Session" AS s SET "projectedSeq" = c."projectedSeq" FROM ${copy}."Session" AS c WHERE c."id" = s."id"; COMMIT`;
  return async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await sql(takeOver);
        return;
      } catch (cause) {
        if (attempt === ATTEMPTS || (cause as { code?: unknown }).code !== DEADLOCK) throw cause;
      }
    }
  };
}
