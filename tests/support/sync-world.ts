import { afterEach } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { aClient, type ClientOptions, openClient, type SyncClient } from './sync-client';
import { type RawSocket, rawSocket } from './sync-raw';
import { type SyncServer, type SyncServerOptions, startSyncServer } from './sync-server';

/** Server and clients of one test, cleaned up after it. */
export type World = {
  readonly start: (options?: SyncServerOptions) => Promise<SyncServer>;
  /** A client that has the journey. */
  readonly join: (server: SyncServer, sessionId: SessionId, options?: ClientOptions) => Promise<SyncClient>;
  /** A client that need not get in. */
  readonly knock: (server: SyncServer, sessionId: SessionId, options?: ClientOptions) => Promise<SyncClient>;
  readonly raw: (server: SyncServer, sessionId: string, memberId: string) => Promise<RawSocket>;
};

/** Registers the clean-up with the running test file. */
export function aWorld(): World {
  const servers: SyncServer[] = [];
  const clients: SyncClient[] = [];
  const sockets: RawSocket[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const { socket } of sockets.splice(0)) socket.terminate();
    for (const server of servers.splice(0)) await server.close();
  });
  const keep = async <T>(list: T[], made: Promise<T>): Promise<T> => {
    const item = await made;
    list.push(item);
    return item;
  };
  return {
    start: (options) => keep(servers, startSyncServer(options)),
    join: (server, sessionId, options) => keep(clients, aClient(server, sessionId, options)),
    knock: (server, sessionId, options) => keep(clients, openClient(server, sessionId, options)),
    raw: (server, sessionId, memberId) => keep(sockets, rawSocket(server, sessionId, memberId)),
  };
}
