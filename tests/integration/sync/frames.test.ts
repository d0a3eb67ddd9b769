import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_FRAME, MAX_SYNC_FRAME, MESSAGE, SYNC } from '@/lib/collab/protocol';
import { encodeSync } from '@/server/sync/messages';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, raw } = aWorld();
const SEED = 20_261_104;

/** Memory equals disk: what the room holds is what a reader of the log gets. */
async function expectIntact(server: SyncServer, sessionId: Parameters<SyncServer['rooms']['read']>[0]) {
  const live = await server.rooms.read(sessionId, (_journey, doc) => Y.encodeStateVector(doc));
  const { parts } = await server.db.journeys.load(sessionId);
  const fromDisk = new Y.Doc();
  for (const part of parts) Y.applyUpdate(fromDisk, part);
  expect(fromDisk.store.pendingStructs).toBeNull();
  expect(fromDisk.store.pendingDs).toBeNull();
  expect(Y.decodeStateVector(Y.encodeStateVector(fromDisk))).toEqual(Y.decodeStateVector(live));
}

/** An honest person in the same room, who must not notice anything. */
async function expectHonest(honest: SyncClient) {
  aTouchpoint(honest);
  await honest.saved();
  expect(honest.refusals).toEqual([]);
}

/** A real update of a page, to be broken. */
function realUpdate(): Uint8Array {
  const doc = new Y.Doc();
  const record = new Y.Map<unknown>();
  doc.getMap('personas').set('persona-1', record);
  record.set('name', 'Ruud');
  record.set('message', new Y.Text('Beste bewoner'));
  record.delete('name');
  return Y.encodeStateAsUpdate(doc);
}

describe('bad frames', () => {
  it('end the connection with a name, and harm nobody', async () => {
    const server = await start();
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
    const big = new Y.Doc();
    big.getText('t').insert(0, 'x'.repeat(MAX_FRAME));
    const update = await raw(server, sessionId, member);
    update.send(encodeSync(SYNC.update, Y.encodeStateAsUpdate(big)));
    expect(await update.untilClosed()).toBe(4400);
    expect(update.refusals()).toEqual(['tooLarge']);
    const presence = await raw(server, sessionId, member);
    presence.send(MESSAGE.awareness, new Uint8Array(MAX_FRAME));
    expect(await presence.untilClosed()).toBe(4400);
    const huge = await raw(server, sessionId, member);
    huge.send(new Uint8Array(MAX_SYNC_FRAME * 2));
    expect(await huge.untilClosed()).toBe(1009);
    await expectIntact(server, sessionId);
  });

  it('hold for broken and incomplete updates: nothing half applied, nothing waiting (T18)', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const honest = await join(server, sessionId);
    const member = await server.member(sessionId);
    const random = seededRandom(SEED);
    const good = realUpdate();
    for (let round = 0; round < 300; round += 1) {
      const bytes = Uint8Array.from(good);
      const flips = 1 + random.below(4);
      for (let flip = 0; flip < flips; flip += 1) bytes[random.below(bytes.length)] = random.below(256);
      const cut = random.below(5) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
      const socket = await raw(server, sessionId, member);
      socket.send(encodeSync(random.below(2) === 0 ? SYNC.update : SYNC.step2, cut));
      socket.send(MESSAGE.beat);
      const answered = () => socket.closed() !== undefined || socket.frames.some(([type]) => type === MESSAGE.beat);
      await until(answered, `an answer to round ${round} of seed ${SEED}`);
      socket.socket.terminate();
    }
    await expectHonest(honest);
    await expectIntact(server, sessionId);
  });

  it('hold for random bytes (T19)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const honest = await join(server, sessionId);
    const member = await server.member(sessionId);
    const random = seededRandom(SEED + 1);
    for (let round = 0; round < 150; round += 1) {
      const bytes = Uint8Array.from({ length: 1 + random.below(60) }, () => random.below(256));
      if (random.below(2) === 0) bytes[0] = random.below(4);
      const socket = await raw(server, sessionId, member);
      socket.send(bytes);
      socket.send(MESSAGE.beat);
      const answered = () => socket.closed() !== undefined || socket.frames.some(([type]) => type === MESSAGE.beat);
      await until(answered, `an answer to round ${round} of seed ${SEED + 1}`);
      socket.socket.terminate();
    }
    await expectHonest(honest);
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
