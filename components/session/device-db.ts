import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { CopyPart } from '@/lib/collab/copy-parts';
import type { UnsavedText } from '@/lib/collab/unsaved';
import type { MemberId, SessionId } from '@/lib/core/ids';

const NAME = 'reisgezel';
/** More pieces than this are put together as one. */
const MANY_PARTS = 150;

/** Edits of one tab that no server has acknowledged: how many, and in which texts. */
export type PendingWork = { readonly count: number; readonly places: readonly string[] };

/** The copy of one journey on this device, apart from its contents. */
export type CopyRow = {
  /** See `copyKey`. */
  readonly key: string;
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  /** When the copy is removed, in milliseconds since 1970. */
  readonly until: number;
  /** When it last followed the journey, in milliseconds since 1970. */
  readonly at: number;
  /** Changes when the copy was begun anew: who still adds to the one before must write everything again. */
  readonly epoch: string;
  readonly tabs: Readonly<Record<string, PendingWork>>;
  /** Texts that the server did not take, until somebody has seen them. */
  readonly lost: readonly UnsavedText[];
};

/** Pieces of before there were own ones lack `isOwn`. */
type PartRow = { readonly copy: string; readonly data: Uint8Array; readonly isOwn?: boolean };

type Tables = {
  copies: { key: string; value: CopyRow };
  parts: { key: number; value: PartRow; indexes: { copy: string } };
} & DBSchema;
export type DeviceDb = IDBPDatabase<Tables>;

/** A copy belongs to one member of one session; another member on the same device has no part in it. */
export const copyKey = (sessionId: SessionId, memberId: MemberId): string => `${sessionId}/${memberId}`;

/** Whether this browser can keep copies at all. */
export const canKeepCopies = (): boolean => typeof indexedDB !== 'undefined';

/**
 * Opens the database of copies. Without `create` nothing is made that was not there: who never asked for a copy keeps
 * a browser without a trace.
 *
 * @param onGone the database was removed or taken away, in this tab or another
 * @returns `null` when there is none
 */
export async function openCopies({
  create,
  onGone,
}: {
  create: boolean;
  onGone: () => void;
}): Promise<DeviceDb | null> {
  let isAbsent = false;
  try {
    const db: DeviceDb = await openDB<Tables>(NAME, 1, {
      upgrade: (fresh, _from, _to, transaction) => {
        if (create) {
          fresh.createObjectStore('copies', { keyPath: 'key' });
          fresh.createObjectStore('parts', { autoIncrement: true }).createIndex('copy', 'copy');
          return;
        }
        isAbsent = true;
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      blocking: () => {
        db.close();
        onGone();
      },
      terminated: onGone,
    });
    return db;
  } catch (error) {
    if (isAbsent) return null;
    throw error;
  }
}

/** Does something with the database, if there is one, and closes it. */
async function withCopies<T>(use: (db: DeviceDb) => Promise<T>): Promise<T | null> {
  const db = canKeepCopies() ? await openCopies({ create: false, onGone: () => undefined }) : null;
  if (!db) return null;
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

const begin = (db: DeviceDb, isPrecious: boolean) =>
  db.transaction(['copies', 'parts'], 'readwrite', { durability: isPrecious ? 'strict' : 'relaxed' });
export type Writing = ReturnType<typeof begin>;

/**
 * Does something in one transaction: all of it, or nothing. `use` may wait for this database only.
 *
 * @param isPrecious wait for the disk itself, as far as the browser does
 * @returns once it is written; throws when it was not
 */
export async function inTransaction<T>(
  db: DeviceDb,
  isPrecious: boolean,
  use: (transaction: Writing) => Promise<T>,
): Promise<T> {
  const transaction = begin(db, isPrecious);
  const using = use(transaction).catch((error: unknown) => {
    try {
      transaction.abort();
    } catch {
      // It was over already, which is why it went wrong.
    }
    throw error;
  });
  const [result] = await Promise.all([using, transaction.done]);
  return result;
}

/** The pieces of a copy, oldest first. */
async function partsOf(transaction: Writing, key: string): Promise<readonly CopyPart[]> {
  const rows = await transaction.objectStore('parts').index('copy').getAll(key);
  return rows.map(({ data, isOwn = false }) => ({ data, isOwn }));
}

/** Adds pieces to a copy. */
export async function addParts(transaction: Writing, key: string, parts: readonly CopyPart[]): Promise<void> {
  for (const part of parts) await transaction.objectStore('parts').add({ copy: key, ...part });
}

/** Removes the pieces of a copy. */
export async function dropParts(transaction: Writing, key: string): Promise<void> {
  const parts = transaction.objectStore('parts');
  const keys = await parts.index('copy').getAllKeys(key);
  await Promise.all(keys.map((part) => parts.delete(part)));
}

/** Reads a copy for a tab that goes on with it, and answers from here on for what others left; `null` when there is none. */
export const takeCopy = (db: DeviceDb, key: string, tab: string, until: number) =>
  inTransaction(db, false, async (transaction) => {
    const row = await transaction.objectStore('copies').get(key);
    if (!row) return null;
    const pending = pendingIn(row);
    await transaction.objectStore('copies').put({ ...row, until, tabs: { [tab]: pending } });
    return { row, pending, parts: await partsOf(transaction, key) };
  });

/** Makes fewer pieces of many. Given, because pages without a board use this file too, and need no Yjs for it. */
type Tidy = (parts: readonly CopyPart[]) => readonly CopyPart[];

/** Puts the pieces of a copy together once there are many; deleted text leaves the device with it. */
export async function tidyParts(transaction: Writing, key: string, tidy: Tidy): Promise<void> {
  if ((await transaction.objectStore('parts').index('copy').count(key)) <= MANY_PARTS) return;
  const parts = tidy(await partsOf(transaction, key));
  await dropParts(transaction, key);
  await addParts(transaction, key, parts);
}

const remove = (db: DeviceDb, isMeant: (row: CopyRow) => boolean): Promise<number> =>
  inTransaction(db, false, async (transaction) => {
    const copies = transaction.objectStore('copies');
    const rows = await copies.getAll();
    const meant = rows.filter(isMeant);
    for (const { key } of meant) {
      await dropParts(transaction, key);
      await copies.delete(key);
    }
    return rows.length - meant.length;
  });

/** Removes copies from this device, and the whole database with the last one. */
export async function removeCopies(isMeant: (row: CopyRow) => boolean): Promise<void> {
  const left = await withCopies((db) => remove(db, isMeant));
  if (left === 0) await deleteDB(NAME);
}

/** A tab that hangs may hold the database; nobody waits for it longer than this (milliseconds). */
const REMOVING_MS = 3_000;

/** Removes everything that any session ever kept here. */
export async function removeAllCopies(): Promise<void> {
  if (!canKeepCopies()) return;
  await Promise.race([deleteDB(NAME), new Promise<void>((done) => setTimeout(done, REMOVING_MS))]);
}

/** How many edits lie on this device only, over all sessions. */
export async function countPending(now: number = Date.now()): Promise<number> {
  const rows = await withCopies((db) => db.getAll('copies'));
  return (rows ?? []).filter(({ until }) => until > now).reduce((sum, row) => sum + pendingIn(row).count, 0);
}

/** What all tabs together left unsaved in a copy. */
export function pendingIn({ tabs }: Pick<CopyRow, 'tabs'>): PendingWork {
  const all = Object.values(tabs);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    places: [...new Set(all.flatMap(({ places }) => places))],
  };
}
