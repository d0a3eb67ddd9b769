import { describe, expect, it } from 'vitest';
import { MESSAGE } from '@/lib/collab/protocol';
import { newId, type TouchpointId } from '@/lib/core/ids';
import { awarenessFrame, idOf, seenBy } from '@/tests/support/awareness';
import { until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, raw } = aWorld();

describe('presence', () => {
  it('shows who is there and where they point, observers included, and who has left', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const watcher = await join(server, sessionId, { role: 'observer' });
    await until(() => seenBy(anna, idOf(watcher)) !== undefined, 'the observer at Anna’s');
    expect(seenBy(anna, idOf(watcher))?.member).toEqual({
      memberId: watcher.memberId,
      name: 'observer 1',
      role: 'observer',
      colour: 1,
    });
    const selected = newId<TouchpointId>();
    anna.connection.awareness.setLocalState({ selected, pointer: { cell: 'a|touch', x: 0.5, y: 0.25 } });
    await until(() => seenBy(watcher, idOf(anna))?.selected === selected, 'the selection at the observer’s');
    expect(seenBy(watcher, idOf(anna))?.pointer).toEqual({ cell: 'a|touch', x: 0.5, y: 0.25 });
    const id = idOf(anna);
    anna.close();
    await until(() => seenBy(watcher, id) === undefined, 'Anna to be gone');
  });

  it('is complete again at once after a reconnect', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    await until(() => seenBy(anna, idOf(bram)) !== undefined, 'Bram at Anna’s');
    for (let round = 0; round < 3; round += 1) {
      anna.connection.provider.disconnect();
      expect(seenBy(anna, idOf(bram))).toBeUndefined();
      anna.connection.provider.connect();
      await until(() => seenBy(anna, idOf(bram)) !== undefined, 'Bram at Anna’s again', 2_000);
      await until(() => seenBy(bram, idOf(anna)) !== undefined, 'Anna at Bram’s again', 2_000);
    }
  });

  it('lets nobody speak for somebody else, pose as somebody else, or say what does not fit (S10, S11)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    await until(() => seenBy(bram, idOf(anna)) !== undefined, 'Anna at Bram’s');
    const villain = await server.member(sessionId);
    const socket = await raw(server, sessionId, villain);
    const victim = idOf(anna);
    const selected = newId<TouchpointId>();
    const honest = { client: 77, clock: 1, state: { selected } };
    const hostile = [
      [{ client: victim, clock: 1e9, state: { selected: null } }],
      [honest, { client: victim, clock: 1e9, state: null }],
      [{ client: 77, clock: 3, state: { member: { memberId: anna.memberId, name: 'Anna' } } }],
      [{ client: 77, clock: 4, state: { pointer: { cell: 'x', x: 9, y: 0 } } }],
      [{ client: 77, clock: 5, state: { pointer: { cell: 'x'.repeat(60_000), x: 0, y: 0 } } }],
      [{ client: 77, clock: 6, state: 'text' }],
      [{ client: 78, clock: 1, state: {} }],
    ];
    // Before it has an id of its own …
    socket.send(awarenessFrame({ client: victim, clock: 1e9, state: null }));
    socket.send(awarenessFrame(honest));
    await until(() => seenBy(bram, 77)?.selected === selected, 'the honest frame');
    // … and with one.
    for (const [index, entries] of hostile.entries()) {
      socket.send(awarenessFrame(...entries));
      const x = (index + 1) / 10;
      anna.connection.awareness.setLocalState({ pointer: { cell: 'c', x, y: 0 } });
      await until(() => seenBy(bram, victim)?.pointer?.x === x, `Anna after frame ${index}`);
      const villains = bram.connection.awareness.getStates().get(77);
      expect(villains, `frame ${index}`).toEqual({ selected, member: expect.objectContaining({ memberId: villain }) });
      expect(seenBy(bram, victim)?.member.memberId).toBe(anna.memberId);
    }
    expect([...bram.connection.awareness.getStates().keys()].sort()).toEqual([victim, idOf(bram), 77].sort());
    expect(socket.closed()).toBeUndefined();
  });

  it('reaches the others in few frames, however fast somebody points', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const watcher = await raw(server, sessionId, await server.member(sessionId));
    const count = () => watcher.frames.filter(([type]) => type === MESSAGE.awareness).length;
    const before = count();
    for (let step = 1; step <= 100; step += 1) {
      anna.connection.awareness.setLocalState({ pointer: { cell: 'c', x: step / 100, y: 0 } });
    }
    const bram = await join(server, sessionId);
    await until(() => seenBy(bram, idOf(anna))?.pointer?.x === 1, 'the last position');
    expect(count() - before).toBeLessThanOrEqual(4);
  });
});
