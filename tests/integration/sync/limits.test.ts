import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_FRAME, MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import { systemClock } from '@/server/sync/clock';
import { TRAFFIC_LIMITS } from '@/server/sync/door/traffic';
import { encodeSync } from '@/server/sync/links/messages';
import { unwatched } from '@/server/sync/watch';
import { type BareSocket, bareSocket, closeCodeOf, frameHead } from '@/tests/support/bare-socket';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { relayedTo } from '@/tests/support/sync-raw';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, raw } = aWorld();
const bare: BareSocket[] = [];
afterEach(() => {
  for (const { socket } of bare.splice(0)) socket.destroy();
});

async function open(...given: Parameters<typeof bareSocket>): Promise<BareSocket> {
  const socket = await bareSocket(...given);
  bare.push(socket);
  return socket;
}

const QUESTION = encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc()));

/** A session with so many bytes in it that they do not fit in what systems keep for a socket. */
async function aLargeSession(server: SyncServer): Promise<SessionId> {
  const sessionId = await server.session();
  // In pieces, and not from one letter: nothing here may depend on how well something packs.
  for (let part = 0; part < 8; part += 1)
    await server.rooms.write(sessionId, (doc) => void doc.getMap('meta').set(`filler ${part}`, 'xy'.repeat(500_000)));
  return sessionId;
}

/** Two honest people at work; everything the one writes, the other sees, and it is stored. */
async function aPair(server: SyncServer, sessionId: SessionId) {
  const [anna, bram] = [await join(server, sessionId), await join(server, sessionId)];
  const { id } = aTouchpoint(anna);
  await anna.saved();
  let count = 0;
  return {
    anna,
    /** Fails when an edit does not arrive, is refused, or a link was lost on the way. */
    work: async (edits = 5) => {
      for (let edit = 0; edit < edits; edit += 1) {
        count += 1;
        anna.do('editTouchpoint', { id, changes: { title: `Brief ${count}` } });
        await until(() => bram.journey().touchpoints.get(id)?.title === `Brief ${count}`, `edit ${count} at Bram’s`);
      }
      await anna.saved();
      const isWhole = ({ links, refusals }: SyncClient) =>
        refusals.length === 0 && links.every(({ kind }) => kind === 'connecting' || kind === 'synced');
      expect([anna, bram].map(isWhole)).toEqual([true, true]);
    },
  };
}

describe('messages that would cost memory', () => {
  it('are never compressed, whatever the other side offers (S15)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const offer = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' };
    const socket = await open(server, sessionId, await server.member(sessionId), offer);
    expect(socket.head).toMatch(/^HTTP\/1\.1 101 /);
    expect(socket.head.toLowerCase()).not.toContain('sec-websocket-extensions');
    // Compressed all the same: the bit that says so is not allowed then.
    socket.socket.write(Buffer.concat([frameHead(10, 0xc2), Buffer.alloc(10)]));
    await until(socket.isOver, 'the end');
    expect(closeCodeOf(socket.received())).toBe(1002);
  });

  it('are refused for the length that they announce, before any of it has come in (S15)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const pair = await aPair(server, sessionId);
    const socket = await open(server, sessionId, await server.member(sessionId));
    socket.socket.write(frameHead(100 * 1_024 * 1_024));
    await until(socket.isOver, 'the end');
    expect(closeCodeOf(socket.received())).toBe(1009);
    await pair.work();
  });
});

describe('who sends too much (S15, S16)', () => {
  it('in bytes is stopped by name, over all connections together; what the others write arrives', async () => {
    const bytes = { perSecond: 1_000, burst: 300_000 };
    const server = await start({ rooms: () => ({ traffic: { member: { ...TRAFFIC_LIMITS.member, bytes } } }) });
    const sessionId = await server.session();
    const pair = await aPair(server, sessionId);
    const hostile = await server.member(sessionId);
    const sockets = [await raw(server, sessionId, hostile), await raw(server, sessionId, hostile)];
    const question = encodeSync(SYNC.step1, bigVector());
    expect(question.length).toBeGreaterThan(40_000);
    expect(question.length).toBeLessThan(MAX_FRAME);
    // Not too many frames for one connection, and not too many bytes for one connection either.
    for (let round = 0; round < 4; round += 1) for (const { send } of sockets) send(question);
    expect(await Promise.race(sockets.map((socket) => socket.untilClosed()))).toBe(4529);
    expect(sockets.flatMap((socket) => socket.refusals())).toContain('tooFast');
    await pair.work();
  });

  it('in presence is stopped by name', async () => {
    const server = await start();
    const sessionId = await server.session();
    const pair = await aPair(server, sessionId);
    const hostile = await raw(server, sessionId, await server.member(sessionId));
    const nothing = Uint8Array.of(MESSAGE.awareness, 1, 0);
    for (let frame = 0; frame < 1_000; frame += 1) hostile.send(nothing);
    expect(await hostile.untilClosed()).toBe(4529);
    await pair.work();
  });

  it('in edits that build on nothing is stopped at the first, and has to wait outside after the tenth', async () => {
    const server = await start();
    const sessionId = await server.session();
    const pair = await aPair(server, sessionId);
    const member = await server.member(sessionId);
    const pending = aPendingUpdate();
    for (let round = 0; round < 10; round += 1) {
      const socket = await raw(server, sessionId, member);
      socket.send(encodeSync(SYNC.update, pending));
      expect(await socket.untilClosed()).toBe(4400);
    }
    const { head } = await open(server, sessionId, member);
    expect(head).toMatch(/^HTTP\/1\.1 429 /);
    await pair.work();
    const { doc } = pair.anna;
    expect(doc.store.pendingStructs).toBeNull();
  });

  it('may be somebody who comes back with what was written in a day offline', async () => {
    const server = await start();
    const sessionId = await server.session();
    const [anna, bram] = [await join(server, sessionId), await join(server, sessionId)];
    const { personaId } = aTouchpoint(anna);
    await anna.saved();
    anna.connection.provider.disconnect();
    for (let count = 0; count < 250; count += 1) {
      const added = anna.do('addTouchpoint', { personaId, phase: 'care', title: `Offline ${count}` });
      if (!added.ok) throw new Error(added.error);
      anna.do('spliceMessage', { id: added.value.id, index: 0, remove: 0, insert: 'Beste bewoner, '.repeat(200) });
    }
    const offline = Y.encodeStateAsUpdate(anna.doc).length;
    expect(offline).toBeGreaterThan(700_000);
    anna.connection.provider.connect();
    await until(() => bram.journey().touchpoints.size === 251, 'everything at Bram’s', 30_000);
    await anna.saved();
    expect(anna.refusals).toEqual([]);
  });
});

/** An upgrade request, as bytes. */
const upgradeTo = (server: SyncServer, sessionId: string): string =>
  [
    `GET /sync/${sessionId} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    `Origin: ${server.origin}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
    '',
    '',
  ].join('\r\n');

/** A state vector that is valid and large. */
function bigVector(): Uint8Array {
  return Y.encodeStateVector(new Map(Array.from({ length: 8_000 }, (_, client) => [client + 1_000_000, 1_000_000])));
}

/** An update whose beginning is missing. */
function aPendingUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'a');
  const before = Y.encodeStateVector(doc);
  doc.getText('t').insert(1, 'b');
  return Y.encodeStateAsUpdate(doc, before);
}

describe('who does not read', () => {
  it('is dropped, and nothing is kept for them any more', async () => {
    const dropped: true[] = [];
    const watch = { ...unwatched, dropped: () => void dropped.push(true) };
    const server = await start({ rooms: () => ({ watch }) });
    const sessionId = await aLargeSession(server);
    const pair = await aPair(server, sessionId);
    const slow = await open(server, sessionId, await server.member(sessionId));
    slow.socket.pause();
    for (let asked = 0; asked < 3; asked += 1) slow.send(QUESTION);
    await until(() => server.rooms.figures().connections === 2, 'the slow reader to be dropped');
    expect(dropped.length).toBe(1);
    await pair.work();
  });

  it('may take their time for one whole document, and gets all of it', async () => {
    const server = await start({ rooms: () => ({ backlog: { each: 100_000 } }) });
    const sessionId = await aLargeSession(server);
    const slow = await open(server, sessionId, await server.member(sessionId));
    slow.socket.pause();
    slow.send(QUESTION);
    // The beats that follow wait as well; what was allowed for the document holds until it is read.
    const pair = await aPair(server, sessionId);
    await pair.work();
    expect(server.rooms.figures().connections).toBe(3);
    slow.socket.resume();
    await until(() => slow.received().length > 8_000_000, 'the whole document');
    expect(slow.isOver()).toBe(false);
    await pair.work();
  });

  it('costs no more than one budget, however many they are: the slowest go first', async () => {
    const dropped: true[] = [];
    const watch = { ...unwatched, dropped: () => void dropped.push(true) };
    const server = await start({ rooms: () => ({ watch, backlog: { together: 20_000_000 } }) });
    const sessionId = await aLargeSession(server);
    const pair = await aPair(server, sessionId);
    for (let reader = 0; reader < 6; reader += 1) {
      const slow = await open(server, sessionId, await server.member(sessionId));
      slow.socket.pause();
      slow.send(QUESTION);
    }
    await until(() => dropped.length >= 3, 'some to be dropped');
    await pair.work();
    expect(dropped.length).toBeLessThan(6);
  });
});

describe('who says nothing', () => {
  it('is sent nothing: neither edits nor presence, until they ask for the document', async () => {
    const server = await start();
    const sessionId = await server.session();
    const silent = await raw(server, sessionId, await server.member(sessionId));
    const pair = await aPair(server, sessionId);
    pair.anna.connection.awareness.setLocalState({ pointer: { cell: 'a|touch', x: 0.5, y: 0.25 } });
    await pair.work();
    const kinds = new Set(silent.frames.map(([type]) => type));
    expect(relayedTo(silent)).toBe(0);
    expect(kinds).not.toContain(MESSAGE.awareness);
    silent.send(QUESTION);
    await until(() => silent.frames.some(([type]) => type === MESSAGE.awareness), 'who is there');
    await pair.work(1);
    await until(() => relayedTo(silent) > 0, 'an edit');
  });

  it('is sent away after five seconds when the database does not say who they are', async () => {
    const pauses: number[] = [];
    const hasty = {
      ...systemClock,
      after: (ms: number, run: () => void) => {
        pauses.push(ms);
        return systemClock.after(ms === 5_000 ? 50 : ms, run);
      },
    };
    const asked: Socket[] = [];
    const addressOf = ({ socket }: IncomingMessage) => {
      asked.push(socket);
      return '192.0.2.1';
    };
    const admit = () => new Promise<never>(() => undefined);
    const server = await start({ rooms: () => ({ admit, addressOf, clock: hasty }) });
    const sessionId = await server.session();
    const opening = open(server, sessionId, await server.member(sessionId));
    await until(() => asked.length === 1, 'the question who they are');
    // What they send meanwhile stays in the network: nothing of it is taken in before they are.
    const sends = connect(server.port, '127.0.0.1');
    sends.on('error', () => undefined);
    sends.write(upgradeTo(server, sessionId));
    sends.write(Buffer.alloc(8_000_000));
    const { head } = await opening;
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    expect(pauses).toContain(5_000);
    await until(() => asked[1]?.destroyed === true, 'the sender to be sent away too');
    expect(asked[1]?.bytesRead).toBeLessThan(200_000);
    sends.destroy();
  });
});
