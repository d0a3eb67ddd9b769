import { afterEach, describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { aClient, aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { type SyncServer, startSyncServer } from '@/tests/support/sync-server';

let server: SyncServer;
const clients: SyncClient[] = [];
const join = async (...args: Parameters<typeof aClient> extends [unknown, ...infer Rest] ? Rest : never) => {
  const client = await aClient(server, ...args);
  clients.push(client);
  return client;
};

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

describe('a session with several people', () => {
  it('shows every edit to everybody, and says when it is on disk', async () => {
    server = await startSyncServer();
    const sessionId = await server.session();
    const anna = await join(sessionId);
    const bram = await join(sessionId);
    const { id } = aTouchpoint(anna);
    expect(anna.save().kind).not.toBe('saved');
    await anna.saved();
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    bram.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Beste bewoner' });
    await until(() => messageOf(anna.doc, id)?.toString() === 'Beste bewoner', 'the text at Anna’s');
    await bram.saved();
    const fresh = await join(sessionId);
    expect(fresh.journey()).toEqual(anna.journey());
  });

  it('tells each connection who it is to the others', async () => {
    server = await startSyncServer();
    const sessionId = await server.session('example');
    const lead = await join(sessionId, { role: 'facilitator' });
    expect(lead.welcomes).toEqual([{ memberId: lead.memberId, role: 'facilitator', isOwner: false, schemaVersion: 1 }]);
    expect(lead.journey().touchpoints.size).toBeGreaterThanOrEqual(25);
  });

  it('frees the memory of a session that everybody left, and compacts its log', async () => {
    server = await startSyncServer();
    const sessionId = await server.session();
    const anna = await join(sessionId);
    const { id } = aTouchpoint(anna);
    for (const letter of 'Beste bewoner van de Dreven') {
      anna.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
    }
    await anna.saved();
    const before = anna.journey();
    anna.close();
    clients.length = 0;
    await until(() => server.rooms.figures().rooms === 0, 'the room to be gone');
    const stored = await server.db.journeys.load(sessionId);
    expect(stored.parts).toHaveLength(1);
    const fresh = await join(sessionId);
    expect(fresh.journey()).toEqual(before);
  });
});
