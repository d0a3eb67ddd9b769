import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { metaMap, newDocument, table, versionOf } from '@/lib/collab/document';
import type { Migration } from '@/lib/collab/migrations/migration';
import type { SessionId } from '@/lib/core/ids';
import { gatedLog } from '@/tests/support/gated-log';
import { until } from '@/tests/support/sync-client';
import { type SyncServer, startSyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, knock } = aWorld();

/** As a later build might have: every persona gets a text. */
const migrations: readonly Migration[] = [
  {
    from: 1,
    change: (doc) => {
      for (const record of table(doc, 'personas').values()) record.set('note', new Y.Text('nieuw'));
    },
  },
];
const later = () => ({ migrations });

/** A session that an earlier build wrote. */
async function anOldSession(): Promise<{ dir: string; sessionId: SessionId }> {
  const server = await startSyncServer();
  const sessionId = await server.session('example');
  await server.stop();
  return { dir: server.dir, sessionId };
}

async function onDisk(server: SyncServer, sessionId: SessionId): Promise<Y.Doc> {
  const doc = newDocument();
  for (const part of (await server.db.journeys.load(sessionId)).parts) Y.applyUpdate(doc, part);
  return doc;
}

const notesOf = (doc: Y.Doc) => [...table(doc, 'personas').values()].map((record) => String(record.get('note')));

it('brings a journey up to this version before anybody sees it, stored first, and once (T17)', async () => {
  const { dir, sessionId } = await anOldSession();
  const door = gatedLog();
  const server = await start({ dir, journeys: door.wrap, rooms: later });
  door.close();
  let seen: number | undefined;
  const reading = server.rooms.read(sessionId, (_journey, doc) => {
    seen = versionOf(doc);
    return notesOf(doc);
  });
  await until(() => door.attempts() === 1, 'the migration to be stored');
  expect(seen).toBeUndefined();
  expect(versionOf(await onDisk(server, sessionId))).toBe(1);
  door.open();
  const notes = await reading;
  expect(seen).toBe(2);
  expect(new Set(notes)).toEqual(new Set(['nieuw']));
  expect(versionOf(await onDisk(server, sessionId))).toBe(2);
  await server.stop();
  const again = await start({ dir, rooms: later });
  const { seq } = await again.db.journeys.load(sessionId);
  expect(await again.rooms.read(sessionId, (_journey, doc) => versionOf(doc))).toBe(2);
  expect((await again.db.journeys.load(sessionId)).seq).toBe(seq);
});

it('doubles nothing when it was stored and the answer got lost', async () => {
  const { dir, sessionId } = await anOldSession();
  let isFirst = true;
  const server = await start({
    dir,
    rooms: later,
    journeys: (real) => ({
      ...real,
      append: async (batch) => {
        const seqs = await real.append(batch);
        if (!isFirst) return seqs;
        isFirst = false;
        throw new Error('the answer got lost');
      },
    }),
  });
  expect(await server.rooms.read(sessionId, (_journey, doc) => versionOf(doc))).toBe(2);
  const stored = await onDisk(server, sessionId);
  expect(new Set(notesOf(stored))).toEqual(new Set(['nieuw']));
  expect(stored.store.pendingStructs).toBeNull();
});

it('sends a page of before away to reload, and an older build away altogether', async () => {
  const { dir, sessionId } = await anOldSession();
  const server = await start({ dir, rooms: later });
  const old = await knock(server, sessionId);
  await until(() => old.links.at(-1)?.kind === 'ended', 'the page to be sent away');
  expect(old.links.at(-1)).toEqual({ kind: 'ended', code: 4409 });
  expect(metaMap(old.doc).size).toBe(0);
  await server.stop();
  const before = await start({ dir });
  const tooNew = await knock(before, sessionId);
  await until(() => tooNew.links.at(-1)?.kind === 'ended', 'the page to be sent away');
  expect(tooNew.links.at(-1)).toEqual({ kind: 'ended', code: 4409 });
  expect(metaMap(tooNew.doc).size).toBe(0);
  await expect(before.rooms.read(sessionId, () => 0)).rejects.toThrow('has the shape of a later version');
  // It is whole: nobody has to be called out of bed.
  expect(before.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(versionOf(await onDisk(before, sessionId))).toBe(2);
});
