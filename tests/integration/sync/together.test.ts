import { describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();

describe('a session with several people', () => {
  it('shows every edit to everybody, and says when it is on disk', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    expect(anna.save().kind).toBe('saving');
    await anna.saved();
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    bram.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Beste bewoner' });
    await until(() => messageOf(anna.doc, id)?.toString() === 'Beste bewoner', 'the text at Anna’s');
    await bram.saved();
    const fresh = await join(server, sessionId);
    expect(fresh.journey()).toEqual(anna.journey());
  });

  it('tells each connection who it is to the others', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const lead = await join(server, sessionId, { role: 'facilitator' });
    expect(lead.welcomes).toEqual([
      { memberId: lead.memberId, role: 'facilitator', isOwner: false, schemaVersion: 1, loss: null },
    ]);
    expect(lead.journey().touchpoints.size).toBeGreaterThanOrEqual(25);
  });

  it('frees the memory of a session that everybody left, and compacts its log', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    for (const letter of 'Beste bewoner van de Dreven') {
      anna.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
    }
    await anna.saved();
    const before = anna.journey();
    anna.close();
    await until(() => server.rooms.figures().rooms === 0, 'the room to be gone');
    expect((await server.db.journeys.load(sessionId)).parts).toHaveLength(1);
    const fresh = await join(server, sessionId);
    expect(fresh.journey()).toEqual(before);
  });

  it('keeps what was written without a connection, and what was typed while it came back', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    await anna.saved();
    anna.connection.provider.disconnect();
    for (const letter of 'zonder ') anna.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
    expect(anna.save()).toEqual({ kind: 'unsaved', count: 7 });
    // The moment between the open socket and the server's question: this edit builds on ones the server lacks.
    anna.connection.provider.on('status', ({ status }) => {
      if (status === 'connected') anna.do('spliceMessage', { id, index: 0, remove: 0, insert: '!' });
    });
    anna.connection.provider.connect();
    await anna.saved();
    expect(anna.refusals).toEqual([]);
    await until(() => messageOf(bram.doc, id)?.toString().length === 8, 'the text at Bram’s');
    expect(bram.journey()).toEqual(anna.journey());
  });

  it('writes nothing when people only come and go', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'weg' });
    anna.do('spliceMessage', { id, index: 0, remove: 3, insert: '' });
    await anna.saved();
    const { seq } = await server.db.journeys.load(sessionId);
    for (let round = 0; round < 3; round += 1) {
      anna.connection.provider.disconnect();
      anna.connection.provider.connect();
      await anna.synced();
      await anna.saved();
    }
    expect((await server.db.journeys.load(sessionId)).seq).toBe(seq);
  });
});
