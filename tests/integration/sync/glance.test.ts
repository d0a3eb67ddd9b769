import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { messageOf } from '@/lib/collab/document';
import { CLOSE, MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import { SCHEMA_VERSION } from '@/lib/journey/meta';
import { encodeSync } from '@/server/sync/links/messages';
import { heldBuilding } from '@/tests/support/held-building';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import type { RawSocket } from '@/tests/support/sync-raw';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, knock, raw } = aWorld();

const NOTHING: Uint8Array = Uint8Array.of(0);

/** A server that builds documents when the test lets it, and a session of which all is stored in one piece. */
async function aStoredSession() {
  const building = heldBuilding();
  const server = await start({ rooms: () => ({ clock: building.clock }) });
  const sessionId = await server.session('example');
  const writer = await join(server, sessionId);
  const { id } = aTouchpoint(writer, 'Brief');
  writer.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Beste bewoner' });
  await writer.saved();
  const journey = writer.journey();
  writer.close();
  await until(() => server.rooms.figures().rooms === 0, 'everybody to have left');
  return { building, server, sessionId, id, journey, memberId: writer.memberId };
}

const answersTo = ({ frames }: RawSocket): readonly Uint8Array[] =>
  frames.filter((frame) => frame[0] === MESSAGE.sync && frame[1] === SYNC.step2);

const ask = (socket: RawSocket, vector = NOTHING): void => socket.send(encodeSync(SYNC.step1, vector));

const lettings = ({ logged }: SyncServer): number => logged.filter(({ message }) => message === 'let in').length;

/** What the server had to do for a request before this one is done. */
const roundTrip = (server: SyncServer): Promise<Response> => fetch(server.origin);

/** Somebody who asks for everything while the room is not there yet, and was shown what is stored. */
async function aWaiter(server: SyncServer, sessionId: SessionId): Promise<RawSocket> {
  const socket = await raw(server, sessionId, await server.member(sessionId));
  ask(socket);
  await until(() => answersTo(socket).length === 1, 'what is stored');
  return socket;
}

const emptied = (server: SyncServer): Promise<void> =>
  until(() => {
    const { rooms, connections } = server.rooms.figures();
    return rooms === 0 && connections === 0;
  }, 'nobody to be left');

describe('who comes first to a session', () => {
  it('sees it before its document is built, and all that follows after that', async () => {
    const { building, server, sessionId, id, journey } = await aStoredSession();
    building.hold();
    const [anna, bram] = [await join(server, sessionId), await join(server, sessionId)];
    expect(server.rooms.figures()).toEqual({ rooms: 0, connections: 2 });
    expect([anna.journey(), bram.journey()]).toEqual([journey, journey]);
    expect(anna.save()).toEqual({ kind: 'saved' });
    building.letGo();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'A' });
    bram.do('editTouchpoint', { id, changes: { owner: 'Bram' } });
    for (const { journey: seen } of [anna, bram])
      await until(
        () => seen().touchpoints.get(id)?.owner === 'Bram' && seen().touchpoints.get(id)?.message === 'ABeste bewoner',
        'both edits',
      );
    for (const [one, other] of [
      [anna, bram],
      [bram, anna],
    ] as const)
      await until(() => one.connection.awareness.getStates().has(other.doc.clientID), 'the other');
    expect([anna.welcomes.length, bram.welcomes.length]).toEqual([1, 1]);
  });

  it('writes at once: it arrives once, and counts as saved when it is stored', async () => {
    const { building, server, sessionId, id } = await aStoredSession();
    building.hold();
    const anna = await join(server, sessionId);
    const { seq } = await server.db.journeys.load(sessionId);
    for (const insert of ['x', 'y', 'z']) anna.do('spliceMessage', { id, index: 0, remove: 0, insert });
    anna.do('spliceMessage', { id, index: 3, remove: 'Beste '.length, insert: '' });
    expect(anna.save()).toEqual({ kind: 'saving', count: 4 });
    await roundTrip(server);
    expect((await server.db.journeys.load(sessionId)).seq).toBe(seq);
    expect(anna.save()).toMatchObject({ count: 4 });
    building.letGo();
    await anna.saved();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'w' });
    await anna.saved();
    expect(anna.refusals).toEqual([]);
    const bram = await join(server, sessionId);
    expect(messageOf(bram.doc, id)?.toString()).toBe('wzyxbewoner');
    expect(bram.journey()).toEqual(anna.journey());
    expect(anna.links.map(({ kind }) => kind)).toEqual(['connecting', 'synced']);
  });

  it('hears once more only what it was not shown, and is answered in order', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const waiter = await aWaiter(server, sessionId);
    ask(waiter);
    building.letGo();
    await until(() => answersTo(waiter).length === 3, 'the other answers');
    const [shown, rest, asked] = answersTo(waiter);
    expect(asked).toEqual(shown);
    expect(rest?.length).toBeLessThan((shown?.length ?? 0) / 10);
    // The welcome, what is stored, the question of the room, and the answers; beats and presence come when they come.
    const told = waiter.frames
      .map(([kind]) => kind)
      .filter((kind) => kind === MESSAGE.welcome || kind === MESSAGE.sync);
    expect(told).toEqual([MESSAGE.welcome, MESSAGE.sync, MESSAGE.sync, MESSAGE.sync, MESSAGE.sync]);
  });

  it('waits when it has part of the journey already', async () => {
    const { building, server, sessionId } = await aStoredSession();
    const doc = new Y.Doc();
    doc.getMap('meta').set('phaseModel', 'ttsc');
    building.hold();
    const socket = await raw(server, sessionId, await server.member(sessionId));
    ask(socket, Y.encodeStateVector(doc));
    ask(socket);
    await roundTrip(server);
    expect(answersTo(socket)).toEqual([]);
    building.letGo();
    await until(() => answersTo(socket).length === 2, 'both answers');
  });

  it('cannot fill the memory of the server meanwhile', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const waiter = await aWaiter(server, sessionId);
    for (let count = 0; count < 600; count += 1) waiter.send(new Uint8Array(65_536));
    for (let trips = 0; trips < 20; trips += 1) await roundTrip(server);
    expect(waiter.socket.bufferedAmount).toBeGreaterThan(0);
    building.letGo();
    expect(await waiter.untilClosed()).toBe(CLOSE.badFrame);
    await emptied(server);
  });
});

describe('who waits for a room', () => {
  it('is sent away when the session is deleted', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const waiter = await aWaiter(server, sessionId);
    await server.db.prisma.session.delete({ where: { id: sessionId } });
    await server.rooms.closeSession(sessionId);
    expect(await waiter.untilClosed()).toBe(CLOSE.sessionGone);
    building.letGo();
    await emptied(server);
  });

  it('is sent away when taken out, and comes back with another role', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const out = await server.member(sessionId);
    const taken = await raw(server, sessionId, out);
    const changed = await knock(server, sessionId);
    await changed.synced();
    server.rooms.closeMember(sessionId, out);
    expect(await taken.untilClosed()).toBe(CLOSE.removed);
    await server.db.prisma.member.update({ where: { id: changed.memberId }, data: { role: 'observer' } });
    server.rooms.renewMember(sessionId, changed.memberId);
    building.letGo();
    await until(() => changed.welcomes.length === 2, 'the new welcome');
    expect(changed.welcomes.map(({ role }) => role)).toEqual(['writer', 'observer']);
    changed.close();
    await emptied(server);
  });

  it('leaves nothing behind when it goes', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const anna = await join(server, sessionId);
    const waiter = await aWaiter(server, sessionId);
    anna.close();
    waiter.socket.terminate();
    building.letGo();
    await emptied(server);
    expect((await join(server, sessionId)).welcomes).toHaveLength(1);
  });

  it('hears that the journey cannot be loaded', async () => {
    const { building, server, sessionId } = await aStoredSession();
    const { seq, parts } = await server.db.journeys.load(sessionId);
    const [whole = NOTHING] = parts;
    const torn = whole.slice(0, whole.length / 2);
    await server.db.journeys.append([{ sessionId, data: torn, memberId: null }]);
    await server.db.journeys.compact(sessionId, seq + 1, torn, SCHEMA_VERSION);
    building.hold();
    const waiter = await aWaiter(server, sessionId);
    building.letGo();
    expect(await waiter.untilClosed()).toBe(CLOSE.unreadable);
    await emptied(server);
  });

  it('is asked to come back when the room does not come, and when the server stops', async () => {
    const { building, server, sessionId } = await aStoredSession();
    building.hold();
    const waiter = await aWaiter(server, sessionId);
    building.losePatience();
    expect(await waiter.untilClosed()).toBe(CLOSE.tryAgain);
    const next = await aWaiter(server, sessionId);
    const stopped = server.rooms.shutdown();
    expect(await next.untilClosed()).toBe(CLOSE.tryAgain);
    building.letGo();
    await stopped;
    await emptied(server);
  });
});

describe('nobody is shown anything early', () => {
  /** Comes in while the room is not there, and is let in when it is. */
  async function letInLate(
    { building, server, sessionId }: Awaited<ReturnType<typeof aStoredSession>>,
    query?: string,
  ) {
    const before = lettings(server);
    building.hold();
    const memberId = await server.member(sessionId);
    const url = query === undefined ? {} : { rawUrl: (id: string) => `${server.socketUrl(id)}?${query}` };
    const coming = raw({ ...server, ...url }, sessionId, memberId);
    await until(() => building.waiting() === 1, 'the journey to be read');
    await roundTrip(server);
    expect(lettings(server)).toBe(before);
    building.letGo();
    return coming;
  }

  it('of a snapshot whose shape is not known, or not that of this build', async () => {
    const stored = await aStoredSession();
    const { server, sessionId } = stored;
    for (const version of [undefined, SCHEMA_VERSION + 1, SCHEMA_VERSION - 1]) {
      const { seq, parts } = await server.db.journeys.load(sessionId);
      const [whole = NOTHING] = parts;
      await server.db.journeys.append([{ sessionId, data: whole, memberId: null }]);
      await server.db.journeys.compact(sessionId, seq + 1, whole, version);
      const socket = await letInLate(stored);
      socket.socket.terminate();
      await emptied(server);
    }
  });

  it('of a journey that is more than a snapshot', async () => {
    const stored = await aStoredSession();
    const { server, sessionId } = stored;
    const { parts } = await server.db.journeys.load(sessionId);
    await server.db.journeys.append([{ sessionId, data: parts[0] ?? NOTHING, memberId: null }]);
    await letInLate(stored);
  });

  it('on a page that is too old', async () => {
    const socket = await letInLate(await aStoredSession(), 'schema=0');
    expect(await socket.untilClosed()).toBe(CLOSE.tooOld);
    expect(socket.frames).toEqual([]);
  });
});
