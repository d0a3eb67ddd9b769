import type { PendingUpdate } from './contract';
import type { Prisma, PrismaClient } from './generated/sqlite/client';
import type { Losses } from './loss';

/** A piece on its way to the table, with the SHA-256 of its bytes. */
export type HashedPiece = PendingUpdate & {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
};

/** A part of a journey as it is stored: one piece, or everything up to `seq` in one. */
export type Row = { readonly seq: number; readonly data: Uint8Array; readonly hash: Uint8Array };

/** A snapshot as it is stored. */
export type SnapshotRow = Row & { readonly schemaVersion: number | null };

/** The number of the last piece of a session. */
export type Head = { readonly sessionId: string; readonly seq: number };

/** What SQLite and PostgreSQL do each in their own way; everything else is written once, on top of this. */
export type Engine = {
  readonly provider: 'sqlite' | 'postgresql';
  /** All tables. On SQLite there is one connection: inside a transaction use its `tx` only, a query on `prisma` would wait for it. */
  readonly prisma: PrismaClient;
  /**
   * Stores pieces in the order given, all or nothing, and who writes under which client id. Numbers count per session, without
   * holes, and become visible in growing order, whoever else is writing: who has seen a number never finds a lower one later.
   * @returns the last number of each session; without those that were put back since their pieces were made
   * @throws when nothing was stored, or when nobody knows whether it was: stored once more, pieces change nothing. A session that is gone
   * may be left out or make it throw
   */
  readonly insert: (pieces: readonly HashedPiece[]) => Promise<readonly Head[]>;
  /** The first pieces after a number, in order. */
  readonly pieces: (sessionId: string, after: number, most: number) => Promise<readonly Row[]>;
  /** The snapshot, when it holds anything after that number. */
  readonly snapshot: (sessionId: string, after: number) => Promise<SnapshotRow | null>;
  /**
   * Puts a snapshot in the place of all pieces up to its number, and keeps it as the restore point of this hour. Does nothing when
   * there is a later one.
   * @throws when there is no such piece yet, and when the session is gone
   */
  readonly compact: (sessionId: string, snapshot: SnapshotRow) => Promise<void>;
  /** Tells that a session is about to be deleted, so that nobody takes it for lost. */
  readonly expectGone: (sessionId: string) => Promise<void>;
  /** What the database turned out to lack at this start or an earlier one, and nobody has seen yet. */
  readonly losses: Losses;
  /** A transaction that nobody else is in under the same key, in any process. */
  readonly exclusively: <T>(key: string, work: (tx: Prisma.TransactionClient) => Promise<T>) => Promise<T>;
  /** Work outside a transaction that nobody else does under the same key, in any process. For a few fixed keys: each may hold a connection. */
  readonly oneAtATime: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Takes removed rows off the disk as far as the database lets us: on SQLite at once, on PostgreSQL its own vacuum does. */
  readonly checkpoint: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Author = { readonly sessionId: string; readonly client: number; readonly memberId: string };

/** How many pieces there are of each session, and which journey they were made on top of. */
export function countsOf(
  pieces: readonly PendingUpdate[],
): ReadonlyMap<string, { readonly count: number; readonly restored: number }> {
  const counts = new Map<string, { count: number; restored: number }>();
  for (const { sessionId, restored = 0 } of pieces) {
    const { count } = counts.get(sessionId) ?? { count: 0 };
    counts.set(sessionId, { count: count + 1, restored });
  }
  return counts;
}

/** Who uses which client id for the first time in these pieces. */
export const authorsOf = (pieces: readonly PendingUpdate[]): readonly Author[] =>
  pieces.flatMap(({ sessionId, memberId, authors = [] }) =>
    memberId === null ? [] : authors.map((client) => ({ sessionId, client, memberId })),
  );
