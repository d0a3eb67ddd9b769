import type { Pool } from 'pg';
import { authorsOf, countsOf, type HashedPiece, type Head } from '../engine';

/**
 * Stores a batch in one statement, which is one round trip and one transaction: no lock outlives it when the connection breaks.
 *
 * Raising the last number of a session locks its row until the commit. So of two processes that write in one session the second
 * counts on from what the first has committed: no holes, and who reads sees numbers appear in growing order. In the order of
 * their ids, so that two batches with the same sessions cannot wait for each other. Sessions that are gone are not found, and their
 * pieces left out; they are held first, because removing one takes its rows in the same order. Those that were put back since are not
 * raised: that is looked at when the row is locked, so also when it happens while this waits.
 *
 * The bytes travel as one parameter, cut up by the server: as an array each would become text of twice the size.
 */
const INSERT = `
WITH piece AS (
  SELECT *, row_number() OVER (PARTITION BY "sessionId" ORDER BY "place") AS "nth"
  FROM unnest($1::text[], $2::int[], $3::int[], $4::text[]) WITH ORDINALITY AS p ("sessionId", "start", "size", "memberId", "place")
), added AS (
  SELECT "id", "count", "restored" FROM "Session" JOIN unnest($11::text[], $12::int[], $13::int[]) AS c ("sessionId", "count", "restored") ON "id" = "sessionId"
  ORDER BY "id" FOR KEY SHARE OF "Session"
), head AS (
  INSERT INTO "JourneyHead" ("sessionId", "seq", "restored") SELECT "id", "count", "restored" FROM added ORDER BY "id"
  ON CONFLICT ("sessionId") DO UPDATE SET "seq" = "JourneyHead"."seq" + excluded."seq" WHERE "JourneyHead"."restored" = excluded."restored"
  RETURNING "sessionId", "seq"
), author AS (
  INSERT INTO "JourneyAuthor" ("sessionId", "client", "memberId")
  SELECT "sessionId", "client", "memberId" FROM unnest($8::text[], $9::bigint[], $10::text[]) WITH ORDINALITY AS a ("sessionId", "client", "memberId", "place")
  JOIN head USING ("sessionId") ORDER BY "place"
  ON CONFLICT DO NOTHING
), stored AS (
  INSERT INTO "JourneyUpdate" ("sessionId", "seq", "data", "hash", "memberId", "createdAt")
  SELECT "sessionId", head."seq" - added."count" + "nth", substring($5::bytea FROM "start" FOR "size"),
         substring($6::bytea FROM ("place" * 32 - 31)::int FOR 32), "memberId", $7::timestamp
  FROM piece JOIN head USING ("sessionId") JOIN added ON "id" = "sessionId"
)
SELECT "sessionId", "seq" FROM head`;

/** Stores pieces; see `Engine.insert`. */
export async function insert(pool: Pool, pieces: readonly HashedPiece[]): Promise<readonly Head[]> {
  const starts: number[] = [];
  let next = 1; // SQL counts from one
  for (const { data } of pieces) {
    starts.push(next);
    next += data.length;
  }
  const authors = authorsOf(pieces);
  const counts = [...countsOf(pieces)];
  const { rows } = await pool.query<Head>(INSERT, [
    pieces.map(({ sessionId }) => sessionId),
    starts,
    pieces.map(({ data }) => data.length),
    pieces.map(({ memberId }) => memberId),
    Buffer.concat(pieces.map(({ data }) => data)),
    Buffer.concat(pieces.map(({ hash }) => hash)),
    new Date().toISOString(),
    authors.map(({ sessionId }) => sessionId),
    authors.map(({ client }) => client),
    authors.map(({ memberId }) => memberId),
    counts.map(([sessionId]) => sessionId),
    counts.map(([, { count }]) => count),
    counts.map(([, { restored }]) => restored),
  ]);
  return rows;
}
