import type { PendingUpdate } from './contract';
import type { Prisma, PrismaClient } from './generated/sqlite/client';

/** A piece on its way to the table, with the SHA-256 of its bytes. */
export type HashedPiece = PendingUpdate & {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
};

/** A stored piece: whose, and its number. */
export type StoredPiece = { readonly sessionId: string; readonly seq: number };

/** What SQLite and PostgreSQL do each in their own way; everything else is written once, on top of this. */
export type Engine = {
  readonly provider: 'sqlite' | 'postgresql';
  /** All tables. On SQLite there is one connection: inside a transaction use its `tx` only, a query on `prisma` would wait for it. */
  readonly prisma: PrismaClient;
  /**
   * Stores pieces in the order given, all or nothing. Numbers of one session become visible in growing order, whoever else is
   * writing: who has seen a number never finds a lower one later.
   * @returns at least the last piece of each session
   * @throws when nothing was stored. A session that is gone may be left out or make it throw
   */
  readonly insert: (pieces: readonly HashedPiece[]) => Promise<readonly StoredPiece[]>;
  /** A transaction that nobody else is in under the same key, in any process. */
  readonly exclusively: <T>(key: string, work: (tx: Prisma.TransactionClient) => Promise<T>) => Promise<T>;
  /** Work outside a transaction that nobody else does under the same key, in any process. For a few fixed keys: each may hold a connection. */
  readonly oneAtATime: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Takes removed rows off the disk as far as the database lets us: on SQLite at once, on PostgreSQL its own vacuum does. */
  readonly checkpoint: () => Promise<void>;
  readonly close: () => Promise<void>;
};
