import * as encoding from 'lib0/encoding';
import { type Present, presentSchema } from '@/lib/collab/presence';
import { MESSAGE } from '@/lib/collab/protocol';
import type { SyncClient } from './sync-client';

/** What a page knows about somebody else's page. */
export function seenBy(viewer: SyncClient, clientId: number): Present | undefined {
  const state = viewer.connection.awareness.getStates().get(clientId);
  return state === undefined ? undefined : presentSchema.parse(state);
}

/** Under which id a page shows itself to the others. */
export const idOf = (client: SyncClient): number => client.connection.awareness.clientID;

/** An awareness frame as a tampered page could send it. */
export function awarenessFrame(...entries: readonly { client: number; clock: number; state: unknown }[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, JSON.stringify(state));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}
