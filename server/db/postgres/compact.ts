import type { Pool } from 'pg';
import type { Engine } from '../engine';
import { hourOf } from '../hour';

/**
 * In one statement, so that the bytes travel once and no lock outlives it when the connection breaks. The session is held first: another
 * process that compacts waits until we are through, and one that removes the session takes its rows in the same order. Where there is a
 * later snapshot by then, or no such piece yet, the rest finds nothing to do. Of an hour the last restore point stays.
 */
const COMPACT = `
WITH held AS (
  SELECT "id" FROM "Session" WHERE "id" = $1 FOR NO KEY UPDATE
), ready AS (
  SELECT "sessionId" FROM held JOIN "JourneyHead" ON "sessionId" = "id" WHERE "seq" >= $2::int
), snapshot AS (
  INSERT INTO "JourneySnapshot" ("sessionId", "seq", "data", "hash", "schemaVersion", "updatedAt")
  SELECT "sessionId", $2::int, $3::bytea, $4::bytea, $5::int, $6::timestamp FROM ready
  ON CONFLICT ("sessionId") DO UPDATE
  SET "seq" = excluded."seq", "data" = excluded."data", "hash" = excluded."hash",
      "schemaVersion" = excluded."schemaVersion", "updatedAt" = excluded."updatedAt"
  WHERE "JourneySnapshot"."seq" < excluded."seq"
  RETURNING "sessionId"
), merged AS (
  DELETE FROM "JourneyUpdate" AS u USING snapshot AS s WHERE u."sessionId" = s."sessionId" AND u."seq" <= $2::int
), replaced AS (
  DELETE FROM "JourneyPoint" AS p USING snapshot AS s WHERE p."sessionId" = s."sessionId" AND p."createdAt" >= $7::timestamp AND p."seq" <> $2::int
), point AS (
  INSERT INTO "JourneyPoint" ("sessionId", "seq", "data", "hash", "createdAt")
  SELECT "sessionId", $2::int, $3::bytea, $4::bytea, $6::timestamp FROM snapshot
  ON CONFLICT ("sessionId", "seq") DO UPDATE SET "data" = excluded."data", "hash" = excluded."hash", "createdAt" = excluded."createdAt"
)
SELECT "sessionId" FROM ready`;

/** Merges pieces; see `Engine.compact`. Not with Prisma, which writes the bytes as text, and three times. */
export const compactWith =
  (pool: Pool): Engine['compact'] =>
  async (sessionId, { seq, data, hash, schemaVersion }) => {
    const now = new Date();
    const { rowCount } = await pool.query(COMPACT, [
      sessionId,
      seq,
      Buffer.from(data),
      Buffer.from(hash),
      schemaVersion,
      now.toISOString(),
      hourOf(now).toISOString(),
    ]);
    // Pieces to come would be taken for older than the snapshot.
    if (!rowCount) throw new Error(`session ${sessionId} has no piece ${seq} yet`);
  };
