import type { Pool } from 'pg';
import type { HashedPiece, StoredPiece } from '../engine';

/**
 * Stores a batch in one statement, which is one round trip and one transaction: no lock outlives it when the connection breaks.
 *
 * The rows of the sessions are locked before the first number is drawn, and until the commit. So of two processes that write in one
 * session the second draws its numbers after the first has committed, and who reads sees numbers appear in growing order. A sequence
 * alone does not give that: a lower number may be committed later. In the order of their ids, so that two batches with the same
 * sessions cannot wait for each other. Sessions that are gone are not found, and their pieces left out. `NO KEY`, because
 * new members, who only refer to a session, need not wait.
 *
 * The bytes travel as one parameter, cut up by the server: as an array each would become text of twice the size.
 */
const INSERT = `
WITH alive AS (
  SELECT "id" FROM "Session" WHERE "id" = ANY ($1::text[]) ORDER BY "id" FOR NO KEY UPDATE
), piece AS (
  SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::text[]) WITH ORDINALITY AS p ("sessionId", "start", "size", "memberId", "place")
), stored AS (
  INSERT INTO "JourneyUpdate" ("sessionId", "data", "hash", "memberId", "createdAt")
  SELECT "sessionId", substring($5::bytea FROM "start" FOR "size"), substring($6::bytea FROM ("place" * 32 - 31)::int FOR 32), "memberId", $7::timestamp
  FROM piece JOIN alive ON "id" = "sessionId"
  ORDER BY "place"
  RETURNING "sessionId", "seq"
)
SELECT "sessionId", max("seq") AS "seq" FROM stored GROUP BY "sessionId"`;

/** Stores pieces; see `Engine.insert`. */
export async function insert(pool: Pool, pieces: readonly HashedPiece[]): Promise<readonly StoredPiece[]> {
  const starts: number[] = [];
  let next = 1; // SQL counts from one
  for (const { data } of pieces) {
    starts.push(next);
    next += data.length;
  }
  const { rows } = await pool.query<StoredPiece>(INSERT, [
    pieces.map(({ sessionId }) => sessionId),
    starts,
    pieces.map(({ data }) => data.length),
    pieces.map(({ memberId }) => memberId),
    Buffer.concat(pieces.map(({ data }) => data)),
    Buffer.concat(pieces.map(({ hash }) => hash)),
    new Date().toISOString(),
  ]);
  return rows;
}
