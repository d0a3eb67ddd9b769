import type { Pool } from 'pg';
import type { Engine, Row, SnapshotRow } from '../engine';

const PIECES = `
SELECT "seq", "data", "hash" FROM "JourneyUpdate" WHERE "sessionId" = $1 AND "seq" > $2 ORDER BY "seq" LIMIT $3`;
const SNAPSHOT = `SELECT "seq", "data", "hash", "schemaVersion" FROM "JourneySnapshot" WHERE "sessionId" = $1 AND "seq" > $2`;

/** The driver gives buffers; whoever gets the bytes should not meet what only those do. */
const plain = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array => new Uint8Array(buffer, byteOffset, length);
const rowOf = <T extends Row>(row: T): T => ({ ...row, data: plain(row.data), hash: plain(row.hash) });

/** Reads stored bytes; see `Engine.pieces` and `Engine.snapshot`. */
export const readWith = (pool: Pool): Pick<Engine, 'pieces' | 'snapshot'> => ({
  pieces: async (sessionId, after, most) => (await pool.query<Row>(PIECES, [sessionId, after, most])).rows.map(rowOf),
  snapshot: async (sessionId, after) =>
    (await pool.query<SnapshotRow>(SNAPSHOT, [sessionId, after])).rows.map(rowOf)[0] ?? null,
});
