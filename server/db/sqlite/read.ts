import type { Engine } from '../engine';
import type { Connection } from './connection';

const PIECES = `
SELECT "seq", "data", "hash" FROM "JourneyUpdate" WHERE "sessionId" = ? AND "seq" > ? ORDER BY "seq" LIMIT ?`;
const SNAPSHOT = `SELECT "seq", "data", "hash", "schemaVersion" FROM "JourneySnapshot" WHERE "sessionId" = ? AND "seq" > ?`;

type Raw = { readonly seq: number; readonly data: ArrayBuffer; readonly hash: ArrayBuffer };
type RawSnapshot = Raw & { readonly schemaVersion: number | null };

const rowOf = <T extends Raw>(row: T) => ({ ...row, data: new Uint8Array(row.data), hash: new Uint8Array(row.hash) });

/** Reads stored bytes on a connection of its own, so that nobody waits for a commit; see `Engine.pieces` and `Engine.snapshot`. */
export const readWith = (reads: Connection): Pick<Engine, 'pieces' | 'snapshot'> => ({
  pieces: async (sessionId, after, most) => (await reads.rows<Raw>(PIECES, [sessionId, after, most])).map(rowOf),
  snapshot: async (sessionId, after) =>
    (await reads.rows<RawSnapshot>(SNAPSHOT, [sessionId, after])).map(rowOf)[0] ?? null,
});
