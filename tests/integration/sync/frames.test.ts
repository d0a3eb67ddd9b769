import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_FRAME, MESSAGE, SYNC } from '@/lib/collab/protocol';
import { encodeSync } from '@/server/sync/links/messages';
import { expectHonest, expectIntact } from '@/tests/support/intact';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, raw } = aWorld();

/** At a door that keeps nobody out for what they sent before, so that every frame is looked at. */
const startPatient = () => start({ rooms: () => ({ most: { offences: { perSecond: 1_000, burst: 1_000 } } }) });

describe('bad frames', () => {
  it('end the connection with a name, and harm nobody', async () => {
    const server = await startPatient();
    const sessionId = await server.session();
    const honest = await join(server, sessionId);
    const member = await server.member(sessionId);
    const frames: readonly (readonly number[])[] = [
      [],
      [2],
      [4],
      [99],
      [MESSAGE.saved, 1],
      [255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
      [MESSAGE.sync],
      [MESSAGE.sync, 3, 0],
      [MESSAGE.sync, SYNC.update, 200, 1, 0],
      [MESSAGE.sync, SYNC.update, 1, 255],
      [MESSAGE.sync, SYNC.update, 2, 0, 0, 7],
      [MESSAGE.sync, SYNC.step1, 3, 250, 250, 250],
      [MESSAGE.awareness, 1, 9],
      [MESSAGE.awareness, 0],
      [MESSAGE.beat, 1],
    ];
    for (const frame of frames) {
      const socket = await raw(server, sessionId, member);
      socket.send(...frame);
      expect([frame, await socket.untilClosed()]).toEqual([frame, 4400]);
    }
    const socket = await raw(server, sessionId, member);
    socket.socket.send('text');
    expect(await socket.untilClosed()).toBe(4400);
    await expectHonest(honest);
    await expectIntact(server, sessionId);
  });

  it('are refused when too large, before they cost anything (S15)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const member = await server.member(sessionId);
    const presence = await raw(server, sessionId, member);
    presence.send(MESSAGE.awareness, new Uint8Array(MAX_FRAME));
    expect(await presence.untilClosed()).toBe(4400);
    const huge = await raw(server, sessionId, member);
    huge.send(new Uint8Array(MAX_FRAME * 2));
    expect(await huge.untilClosed()).toBe(1009);
    await expectIntact(server, sessionId);
  });

  it('that build on something unknown are refused, not kept waiting', async () => {
    const server = await start();
    const sessionId = await server.session();
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'a');
    const before = Y.encodeStateVector(doc);
    doc.getText('t').insert(1, 'b');
    const socket = await raw(server, sessionId, await server.member(sessionId));
    socket.send(encodeSync(SYNC.update, Y.encodeStateAsUpdate(doc, before)));
    expect(await socket.untilClosed()).toBe(4400);
    expect(socket.refusals()).toEqual(['invalid']);
    await expectIntact(server, sessionId);
  });

  it('under somebody else’s client id are refused (S11)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    aTouchpoint(anna);
    await anna.saved();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(anna.doc));
    const before = Y.encodeStateVector(forged);
    forged.clientID = anna.doc.clientID;
    forged.getMap('meta').set('x', 1);
    const socket = await raw(server, sessionId, await server.member(sessionId));
    socket.send(encodeSync(SYNC.update, Y.encodeStateAsUpdate(forged, before)));
    expect(await socket.untilClosed()).toBe(4400);
    expect(socket.refusals()).toEqual(['invalid']);
    await expectHonest(anna);
  });

  it('that come too fast end with a name for it', async () => {
    const server = await start();
    const sessionId = await server.session();
    const honest = await join(server, sessionId);
    const socket = await raw(server, sessionId, await server.member(sessionId));
    for (let count = 0; count < 2_000; count += 1) socket.send(MESSAGE.beat);
    expect(await socket.untilClosed()).toBe(4529);
    expect(socket.refusals()).toEqual(['tooFast']);
    await expectHonest(honest);
  });

  it('of a reader that never reads do not pile up for ever', async () => {
    const server = await start();
    const sessionId = await server.session();
    await server.rooms.write(sessionId, (doc) => {
      doc.getMap('meta').set('filler', 'x'.repeat(1_000_000));
    });
    const honest = await join(server, sessionId);
    const socket = await raw(server, sessionId, await server.member(sessionId));
    socket.socket.pause();
    const question = encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc()));
    const asking = setInterval(() => socket.send(question), 110);
    await until(() => server.rooms.figures().connections === 1, 'the slow reader to be dropped', 30_000);
    clearInterval(asking);
    await expectHonest(honest);
  });
});
