import { authorsOf, countsOf, type Engine, type HashedPiece, type Head } from '../engine';
import { hourOf } from '../hour';
import type { Connection } from './connection';
import type { Marks } from './marks';
import { inTransaction, type Statement, sql } from './script';
import type { Turns } from './turn';

/** What the journeys are written with. */
type Pen = { readonly log: Connection; readonly turns: Turns; readonly marks: Pick<Marks, 'note'> };

/** A moment as Prisma writes it on SQLite. */
export const momentOf = (date: Date): string => date.toISOString().replace('Z', '+00:00');

/** Sessions that are gone are not found; those that were put back since are left as they are. */
const raise = (wanted: string): Statement => sql`
INSERT INTO "JourneyHead" ("sessionId", "seq", "restored")
SELECT s."id", c."value" ->> 1, c."value" ->> 2 FROM json_each(${wanted}) AS c JOIN "Session" AS s ON s."id" = c."value" ->> 0 WHERE true
ON CONFLICT ("sessionId") DO UPDATE SET "seq" = "seq" + excluded."seq" WHERE "restored" = excluded."restored"`;

/** Those that were raised, as one value: rows would come one by one, or a turn of the process later. */
const RAISED = `
SELECT json_group_array(json_object('sessionId', h."sessionId", 'seq', h."seq")) AS "heads"
FROM json_each(?) AS c JOIN "JourneyHead" AS h ON h."sessionId" = c."value" ->> 0 AND h."restored" = c."value" ->> 2`;

const own = (authors: string): Statement => sql`
INSERT INTO "JourneyAuthor" ("sessionId", "client", "memberId")
SELECT h."sessionId", c."value" ->> 1, c."value" ->> 2 FROM json_each(${authors}) AS c
CROSS JOIN "JourneyHead" AS h ON h."sessionId" = c."value" ->> 0 AND h."restored" = c."value" ->> 3 WHERE true ON CONFLICT DO NOTHING`;

/** Under the numbers below the last one, of the journeys that were raised. The bytes travel as one value, cut up here. */
const store = (places: string, { data, hash }: { readonly data: Buffer; readonly hash: Buffer }): Statement => sql`
INSERT INTO "JourneyUpdate" ("sessionId", "seq", "data", "hash", "memberId", "createdAt")
SELECT h."sessionId", h."seq" - (c."value" ->> 1), substr(b."data", c."value" ->> 2, c."value" ->> 3),
  substr(b."hash", c."key" * 32 + 1, 32), c."value" ->> 4, ${momentOf(new Date())}
FROM (SELECT ${data} AS "data", ${hash} AS "hash") AS b CROSS JOIN json_each(${places}) AS c
CROSS JOIN "JourneyHead" AS h ON h."sessionId" = c."value" ->> 0 AND h."restored" = c."value" ->> 5`;

type Counts = ReturnType<typeof countsOf>;

/** Who writes under which client id, and on top of which journey. */
const authorsIn = (pieces: readonly HashedPiece[], counts: Counts): readonly (readonly unknown[])[] =>
  authorsOf(pieces).map(({ sessionId, client, memberId }) => [
    sessionId,
    client,
    memberId,
    counts.get(sessionId)?.restored,
  ]);

/** Where each piece goes: how far below the last number of its session, and which of the bytes are its own. */
function placesOf(pieces: readonly HashedPiece[], counts: Counts): readonly (readonly unknown[])[] {
  const left = new Map(Array.from(counts, ([sessionId, { count }]) => [sessionId, count]));
  let start = 1; // SQL counts from one
  return pieces.map(({ sessionId, data, memberId }) => {
    const below = (left.get(sessionId) ?? 0) - 1;
    left.set(sessionId, below);
    start += data.length;
    return [sessionId, below, start - data.length, data.length, memberId, counts.get(sessionId)?.restored];
  });
}

/** Stores pieces; see `Engine.insert`. Raises the last numbers first, and fills in the pieces below them. */
export const insertWith =
  ({ log, turns, marks }: Pen): Engine['insert'] =>
  (pieces) =>
    turns.during(async () => {
      const counts = countsOf(pieces);
      const wanted = JSON.stringify(Array.from(counts, ([id, { count, restored }]) => [id, count, restored]));
      const authors = authorsIn(pieces, counts);
      await inTransaction(log, [
        raise(wanted),
        ...(authors.length > 0 ? [own(JSON.stringify(authors))] : []),
        store(JSON.stringify(placesOf(pieces, counts)), {
          data: Buffer.concat(pieces.map(({ data }) => data)),
          hash: Buffer.concat(pieces.map(({ hash }) => hash)),
        }),
      ]);
      const raised = await log.row<{ heads: string }>(RAISED, [wanted]);
      const heads = JSON.parse(raised?.heads ?? '[]') as readonly Head[];
      // The pieces are on the disk: without a mark their loss would only be harder to notice.
      await marks.note(heads).catch(() => undefined);
      return heads;
    });

const ENDS = `SELECT (SELECT "seq" FROM "JourneyHead" WHERE "sessionId" = ?1) AS "head",
(SELECT "seq" FROM "JourneySnapshot" WHERE "sessionId" = ?1) AS "snapshot"`;

/** Merges pieces; see `Engine.compact`. */
export const compactWith =
  ({ log, turns }: Pick<Pen, 'log' | 'turns'>): Engine['compact'] =>
  (sessionId, { seq, data, hash, schemaVersion }) =>
    turns.during(async () => {
      // Nobody else writes during this turn.
      const found = await log.row<{ head: number | null; snapshot: number | null }>(ENDS, [sessionId]);
      if (found?.snapshot && found.snapshot >= seq) return;
      // Pieces to come would be taken for older than the snapshot.
      if ((found?.head ?? 0) < seq) throw new Error(`session ${sessionId} has no piece ${seq} yet`);
      const now = new Date();
      await inTransaction(log, [
        sql`INSERT OR REPLACE INTO "JourneySnapshot" ("sessionId", "seq", "data", "hash", "updatedAt", "schemaVersion")
VALUES (${sessionId}, ${seq}, ${data}, ${hash}, ${momentOf(now)}, ${schemaVersion})`,
        sql`DELETE FROM "JourneyUpdate" WHERE "sessionId" = ${sessionId} AND "seq" <= ${seq}`,
        sql`DELETE FROM "JourneyPoint" WHERE "sessionId" = ${sessionId} AND "createdAt" >= ${momentOf(hourOf(now))}`,
        sql`INSERT INTO "JourneyPoint" ("sessionId", "seq", "data", "hash", "createdAt")
SELECT "sessionId", "seq", "data", "hash", "updatedAt" FROM "JourneySnapshot" WHERE "sessionId" = ${sessionId}`,
      ]);
    });
