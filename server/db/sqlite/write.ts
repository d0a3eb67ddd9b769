import { authorsOf, countsOf, type Engine, type HashedPiece, type Head } from '../engine';
import { hourOf } from '../hour';
import type { Connection } from './connection';
import type { Marks } from './marks';
import type { Turns } from './turn';

/** What the journeys are written with. */
type Pen = { readonly log: Connection; readonly turns: Turns; readonly marks: Pick<Marks, 'note'> };

/** Sessions that are gone are not found; those that were put back since are left as they are. */
const RAISE = `
INSERT INTO "JourneyHead" ("sessionId", "seq", "restored")
SELECT s."id", c."value" ->> 1, c."value" ->> 2 FROM json_each(?) AS c JOIN "Session" AS s ON s."id" = c."value" ->> 0 WHERE true
ON CONFLICT ("sessionId") DO UPDATE SET "seq" = "seq" + excluded."seq" WHERE "restored" = excluded."restored"`;

/** Those that were raised, as one value: rows would come one by one, or a turn of the process later. */
const RAISED = `
SELECT json_group_array(json_object('sessionId', h."sessionId", 'seq', h."seq")) AS "heads"
FROM json_each(?) AS c JOIN "JourneyHead" AS h ON h."sessionId" = c."value" ->> 0 AND h."restored" = c."value" ->> 2`;

const OWN = `
INSERT INTO "JourneyAuthor" ("sessionId", "client", "memberId")
SELECT "value" ->> 0, "value" ->> 1, "value" ->> 2 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`;

/** The bytes travel as one value, cut up here: that is a tenth of the work of a value for each. */
const STORE = `
INSERT INTO "JourneyUpdate" ("sessionId", "seq", "data", "hash", "memberId", "createdAt")
SELECT "value" ->> 0, "value" ->> 1, substr(?2, "value" ->> 2, "value" ->> 3), substr(?3, "key" * 32 + 1, 32), "value" ->> 4, ?4
FROM json_each(?1)`;

/** A moment as Prisma writes it on SQLite. */
export const momentOf = (date: Date): string => date.toISOString().replace('Z', '+00:00');

/** Does work in a transaction of its own, in its turn. */
export async function inTransaction<T>(
  { log, turns }: Pick<Pen, 'log' | 'turns'>,
  work: () => Promise<T>,
  after?: (done: T) => Promise<void>,
): Promise<T> {
  const leave = await turns.take();
  try {
    // At once: nobody else writes during this turn.
    await log.run('BEGIN IMMEDIATE', []);
    const done = await work();
    await log.exec('COMMIT');
    await after?.(done);
    return done;
  } catch (cause) {
    // A commit that failed (full disk) may leave the transaction open; the next BEGIN would fail for ever.
    await log.exec('ROLLBACK').catch(() => undefined);
    throw cause;
  } finally {
    leave();
  }
}

/** Stores pieces; see `Engine.insert`. Raises the last numbers first, and fills in the pieces below them. */
export const insertWith =
  (pen: Pen): Engine['insert'] =>
  (pieces) =>
    inTransaction(
      pen,
      async () => {
        const counts = countsOf(pieces);
        const wanted = [...counts].map(([sessionId, { count, restored }]) => [sessionId, count, restored]);
        const heads = await raise(pen.log, JSON.stringify(wanted));
        const next = new Map(heads.map(({ sessionId, seq }) => [sessionId, seq - (counts.get(sessionId)?.count ?? 0)]));
        await store(
          pen.log,
          pieces.filter(({ sessionId }) => next.has(sessionId)),
          next,
        );
        return heads;
      },
      // The pieces are on the disk: without a mark their loss would only be harder to notice.
      (heads) => pen.marks.note(heads).catch(() => undefined),
    );

async function raise(log: Connection, wanted: string): Promise<readonly Head[]> {
  await log.run(RAISE, [wanted]);
  const raised = await log.row<{ heads: string }>(RAISED, [wanted]);
  return JSON.parse(raised?.heads ?? '[]') as readonly Head[];
}

async function store(log: Connection, pieces: readonly HashedPiece[], next: Map<string, number>): Promise<void> {
  const authors = authorsOf(pieces).map(({ sessionId, client, memberId }) => [sessionId, client, memberId]);
  if (authors.length > 0) await log.run(OWN, [JSON.stringify(authors)]);
  let start = 1; // SQL counts from one
  const places = pieces.map(({ sessionId, data, memberId }) => {
    const seq = (next.get(sessionId) ?? 0) + 1;
    next.set(sessionId, seq);
    start += data.length;
    return [sessionId, seq, start - data.length, data.length, memberId];
  });
  await log.run(STORE, [
    JSON.stringify(places),
    Buffer.concat(pieces.map(({ data }) => data)),
    Buffer.concat(pieces.map(({ hash }) => hash)),
    momentOf(new Date()),
  ]);
}

/** Merges pieces; see `Engine.compact`. */
export const compactWith =
  ({ log, turns }: Pick<Pen, 'log' | 'turns'>): Engine['compact'] =>
  (sessionId, { seq, data, hash, schemaVersion }) =>
    inTransaction({ log, turns }, async () => {
      const found = await log.row<{ head: number | null; snapshot: number | null }>(
        `SELECT (SELECT "seq" FROM "JourneyHead" WHERE "sessionId" = ?1) AS "head", (SELECT "seq" FROM "JourneySnapshot" WHERE "sessionId" = ?1) AS "snapshot"`,
        [sessionId],
      );
      if (found?.snapshot && found.snapshot >= seq) return;
      // Pieces to come would be taken for older than the snapshot.
      if ((found?.head ?? 0) < seq) throw new Error(`session ${sessionId} has no piece ${seq} yet`);
      const now = new Date();
      const row = [sessionId, seq, Buffer.from(data), Buffer.from(hash), momentOf(now)];
      await log.run(
        `INSERT OR REPLACE INTO "JourneySnapshot" ("sessionId", "seq", "data", "hash", "updatedAt", "schemaVersion") VALUES (?, ?, ?, ?, ?, ?)`,
        [...row, schemaVersion],
      );
      await log.run(`DELETE FROM "JourneyUpdate" WHERE "sessionId" = ? AND "seq" <= ?`, [sessionId, seq]);
      await log.run(`DELETE FROM "JourneyPoint" WHERE "sessionId" = ? AND "createdAt" >= ?`, [
        sessionId,
        momentOf(hourOf(now)),
      ]);
      await log.run(
        `INSERT INTO "JourneyPoint" ("sessionId", "seq", "data", "hash", "createdAt") VALUES (?, ?, ?, ?, ?)`,
        row,
      );
    });
