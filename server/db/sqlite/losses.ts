import type { Head } from '../engine';
import { hashOf } from '../hash';
import type { Loss } from '../loss';
import type { Connection } from './connection';
import { type Marks, shortfalls } from './marks';
import type { Known } from './marks-file';
import { inTransaction, type Statement, sql } from './script';
import type { Turns } from './turn';
import { momentOf } from './write';

/** An update of a Yjs document that says nothing. */
const NOTHING = Uint8Array.of(0, 0);
/** More numbers of one session than this are given out again, because a row for each would keep the start waiting. */
const MOST = 100_000;

const HEADS = 'SELECT "sessionId", "seq" FROM "JourneyHead"';

const SINCE = `
SELECT coalesce(
  (SELECT max("createdAt") FROM "JourneyUpdate" WHERE "sessionId" = ?1),
  (SELECT "updatedAt" FROM "JourneySnapshot" WHERE "sessionId" = ?1),
  (SELECT "createdAt" FROM "Session" WHERE "id" = ?1)
) AS "since"`;

/** Whether the session is there and nothing lies beyond its last number; if so, that would be damage, for loading to find. */
const ENDS = `
SELECT "id" FROM "Session" WHERE "id" = ?1
AND NOT EXISTS (SELECT 1 FROM "JourneyUpdate" WHERE "sessionId" = ?1 AND "seq" > ?2)
AND NOT EXISTS (SELECT 1 FROM "JourneySnapshot" WHERE "sessionId" = ?1 AND "seq" > ?2)`;

const fillUp = ({ sessionId, seq, lost, since }: Loss): Statement => sql`
WITH RECURSIVE "missing" ("seq") AS (SELECT ${seq + 1} UNION ALL SELECT "seq" + 1 FROM "missing" WHERE "seq" < ${seq + lost})
INSERT INTO "JourneyUpdate" ("sessionId", "seq", "data", "hash", "createdAt")
SELECT ${sessionId}, "seq", ${NOTHING}, ${hashOf(NOTHING)}, ${momentOf(since)} FROM "missing"`;

const raise = ({ sessionId, seq, lost }: Loss): Statement => sql`
INSERT INTO "JourneyHead" ("sessionId", "seq") VALUES (${sessionId}, ${seq + lost})
ON CONFLICT ("sessionId") DO UPDATE SET "seq" = excluded."seq"`;

type Pen = { readonly log: Connection; readonly turns: Turns };

/** The last number of every session. */
export const headsOf = (log: Connection): Promise<readonly Head[]> => log.rows<Head>(HEADS, []);

/**
 * Looks for what the database lacks, by its marks: keeps it, and then lets numbers count on above what is lost. In this order, so that
 * a crash in between has the next start find the same again.
 */
export async function findLosses(pen: Pen, marks: Marks, known: Known['marks']): Promise<void> {
  const missing = shortfalls(known, await headsOf(pen.log));
  const found: Loss[] = [];
  for (const loss of missing) found.push({ ...loss, since: await endOf(pen.log, loss.sessionId) });
  if (found.length > 0) await marks.keep(found);
  for (const loss of found) if (loss.lost <= MOST) await fill(pen, loss);
  await marks.reset(await headsOf(pen.log));
}

/** When the last piece that is left was stored; now, when nothing of the session is. */
async function endOf(log: Connection, sessionId: string): Promise<Date> {
  const [row] = await log.rows<{ since: string | null }>(SINCE, [sessionId]);
  const since = new Date(row?.since ?? Number.NaN);
  return Number.isNaN(since.getTime()) ? new Date() : since;
}

/**
 * Gives the lost numbers to pieces that say nothing: calendars that were handed out and whoever else remembers a number never meet a
 * lower one, and the row has no holes. They go with the next merge.
 */
const fill = ({ log, turns }: Pen, loss: Loss): Promise<void> =>
  turns.during(async () => {
    const fits = await log.row(ENDS, [loss.sessionId, loss.seq]);
    if (fits) await inTransaction(log, [fillUp(loss), raise(loss)]);
  });
