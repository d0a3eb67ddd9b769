import { expect } from 'vitest';
import * as Y from 'yjs';
import type { SessionId } from '@/lib/core/ids';
import { aTouchpoint, type SyncClient } from './sync-client';
import type { SyncServer } from './sync-server';

/** Memory equals disk: what the room holds is what a reader of the log gets. */
export async function expectIntact(server: SyncServer, sessionId: SessionId): Promise<void> {
  const live = await server.rooms.read(sessionId, (_journey, doc) => Y.encodeStateVector(doc));
  const { parts } = await server.db.journeys.load(sessionId);
  const fromDisk = new Y.Doc();
  for (const part of parts) Y.applyUpdate(fromDisk, part);
  expect(fromDisk.store.pendingStructs).toBeNull();
  expect(fromDisk.store.pendingDs).toBeNull();
  expect(Y.decodeStateVector(Y.encodeStateVector(fromDisk))).toEqual(Y.decodeStateVector(live));
}

/** An honest person in the same room, who must not notice anything. */
export async function expectHonest(honest: SyncClient): Promise<void> {
  aTouchpoint(honest);
  await honest.saved();
  expect(honest.refusals).toEqual([]);
}
