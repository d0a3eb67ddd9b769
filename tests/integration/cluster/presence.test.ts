import { describe, expect, it } from 'vitest';
import { newId, type TouchpointId } from '@/lib/core/ids';
import { awarenessFrame, idOf, seenBy } from '@/tests/support/awareness';
import { aCluster, canCluster, untilNeighbours } from '@/tests/support/cluster';
import { REDIS } from '@/tests/support/redis';
import { type SyncClient, until } from '@/tests/support/sync-client';

/** How long somebody may linger on the screens of others after their server died. */
const GHOST_MS = 10_000;

const point = (client: SyncClient, x: number) =>
  client.connection.awareness.setLocalState({ pointer: { cell: 'a|touch', x, y: 0.5 } });

const presence = (): void => {
  const { pair, start, join, raw } = aCluster();

  it('people on both servers see each other, who they are and where they point, newcomers at once', async () => {
    const { a, b, sessionId, postgresUrl } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId, { role: 'observer' });
    await until(() => seenBy(anna, idOf(bram)) !== undefined, 'Bram at Anna’s');
    expect(seenBy(anna, idOf(bram))?.member).toMatchObject({ memberId: bram.memberId, role: 'observer' });
    point(anna, 0.25);
    await until(() => seenBy(bram, idOf(anna))?.pointer?.x === 0.25, 'where Anna points at Bram’s');
    // On a third server, where nobody of the session was before.
    const c = await start({ postgresUrl, redisUrl: REDIS });
    await untilNeighbours([a, b, c]);
    const carla = await join(c, sessionId);
    await until(() => [anna, bram].every((other) => seenBy(carla, idOf(other))), 'both at Carla’s');
    expect(seenBy(carla, idOf(anna))?.pointer?.x).toBe(0.25);
    const id = idOf(bram);
    bram.close();
    await until(() => [anna, carla].every((other) => !seenBy(other, id)), 'Bram to be gone everywhere');
  });

  it('nobody speaks for somebody on the other server (S10, S11)', async () => {
    const { a, b, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    point(anna, 0.1);
    await until(() => seenBy(bram, idOf(anna)) !== undefined, 'Anna at Bram’s');
    const shown = new Set<string | undefined>();
    bram.connection.awareness.on('change', () => shown.add(seenBy(bram, idOf(anna))?.member.memberId));
    const villain = await raw(b, sessionId, await b.member(sessionId));
    villain.send(awarenessFrame({ client: idOf(anna), clock: 1e9, state: { selected: newId<TouchpointId>() } }));
    villain.send(awarenessFrame({ client: idOf(anna), clock: 1e9, state: null }));
    // Sent after the attack on the same connection, so that it is seen after it as well.
    villain.send(awarenessFrame({ client: 77, clock: 1, state: {} }));
    await until(() => seenBy(bram, 77) !== undefined, 'the villain as who they are');
    point(anna, 0.2);
    await until(() => seenBy(bram, idOf(anna))?.pointer?.x === 0.2, 'Anna at Bram’s after the attack');
    expect([...shown]).toEqual([anna.memberId]);
  });

  it('nobody writes under the id of a page on the other server, which only was seen there (S11)', async () => {
    const { a, b, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    point(anna, 0.1);
    await until(() => seenBy(bram, idOf(anna)) !== undefined, 'Anna at Bram’s');
    const forger = await join(b, sessionId);
    forger.doc.clientID = anna.doc.clientID;
    forger.do('addPersona', { name: 'Vals', summary: '' });
    await until(() => forger.refusals.length > 0, 'the refusal');
    anna.do('addPersona', { name: 'Ruud', summary: '' });
    await anna.saved();
    await until(() => bram.journey().personas.length === 1, 'Anna’s persona at Bram’s');
    expect(bram.journey().personas.map(({ name }) => name)).toEqual(['Ruud']);
  });

  it('a page that comes back on the other server is one person, and its old place does not take it away', async () => {
    const { a, b, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const watchers = [await join(a, sessionId), await join(b, sessionId)];
    point(anna, 0.3);
    await until(() => watchers.every((watcher) => seenBy(watcher, idOf(anna))?.pointer?.x === 0.3), 'Anna everywhere');
    const { provider } = anna.connection;
    const old = provider.ws;
    // The next connection goes to B. The old one is not closed yet: A finds out later.
    const moved = await raw(b, sessionId, anna.memberId);
    moved.send(awarenessFrame({ client: idOf(anna), clock: 5, state: { pointer: { cell: 'a|touch', x: 0.4, y: 0 } } }));
    await until(() => watchers.every((watcher) => seenBy(watcher, idOf(anna))?.pointer?.x === 0.4), 'Anna on B');
    provider.shouldConnect = false;
    old?.close();
    await until(() => a.rooms.figures().connections === 1, 'the old connection to be gone');
    moved.send(awarenessFrame({ client: idOf(anna), clock: 6, state: { pointer: { cell: 'a|touch', x: 0.5, y: 0 } } }));
    await until(() => watchers.every((watcher) => seenBy(watcher, idOf(anna))?.pointer?.x === 0.5), 'Anna still on B');
  });

  it('who was on a server that went silent is gone within ten seconds, and is back when it is', async () => {
    const { a, b, redis, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    await until(() => Boolean(seenBy(anna, idOf(bram)) && seenBy(bram, idOf(anna))), 'each at the other’s');
    redis.cut();
    const at = performance.now();
    await until(() => !seenBy(anna, idOf(bram)) && !seenBy(bram, idOf(anna)), 'both to be gone', 2 * GHOST_MS);
    expect(performance.now() - at).toBeLessThan(GHOST_MS);
    point(bram, 0.7);
    redis.heal();
    await until(
      () => seenBy(anna, idOf(bram))?.pointer?.x === 0.7 && Boolean(seenBy(bram, idOf(anna))),
      'both again',
      15_000,
    );
  });

  it('who left while servers did not hear each other is not shown again', async () => {
    const { a, b, redis, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const [bram, carla] = [await join(b, sessionId), await join(b, sessionId)];
    await until(() => [bram, carla].every((other) => seenBy(anna, idOf(other))), 'both at Anna’s');
    redis.cut();
    const id = idOf(bram);
    bram.close();
    await until(() => b.rooms.figures().connections === 1, 'Bram to have left');
    redis.heal();
    await until(
      () => seenBy(anna, id) === undefined && seenBy(anna, idOf(carla)) !== undefined,
      'Carla, and not Bram',
      15_000,
    );
  });
};

if (await canCluster()) describe('presence on two servers', () => presence());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
