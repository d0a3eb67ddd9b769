import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { newDocument, table, versionOf } from '@/lib/collab/document';
import type { Migration } from '@/lib/collab/migrations/migration';
import type { SessionId } from '@/lib/core/ids';
import type { Journey } from '@/lib/journey/journey';
import { aCluster, canCluster, untilNeighbours } from '@/tests/support/cluster';
import { gatedLog } from '@/tests/support/gated-log';
import { aNetwork, type Network } from '@/tests/support/network';
import { createPostgres } from '@/tests/support/postgres';
import { REDIS } from '@/tests/support/redis';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer, SyncServerOptions } from '@/tests/support/sync-server';

/** As a later build might have: every persona gets a text. */
const migrations: readonly Migration[] = [
  {
    from: 1,
    change: (doc) => {
      for (const record of table(doc, 'personas').values()) record.set('note', new Y.Text('nieuw'));
    },
  },
];
const later = () => ({ migrations });
const TOO_OLD = 4409;

const leftovers: (() => Promise<unknown>)[] = [];

async function stored(server: SyncServer, sessionId: SessionId): Promise<{ doc: Y.Doc; seq: number }> {
  const doc = newDocument();
  const { parts, seq } = await server.db.journeys.load(sessionId);
  for (const part of parts) Y.applyUpdate(doc, part);
  return { doc, seq };
}

/** The status that a page with this version of the shape gets at the door. */
function statusOf(server: SyncServer, sessionId: SessionId, memberId: string, version: number): Promise<number> {
  const headers = { cookie: `member=${memberId}`, origin: server.origin };
  const socket = new WebSocket(`${server.socketUrl(sessionId)}?schema=${version}`, { headers });
  socket.on('error', () => undefined);
  return new Promise((done) => {
    socket.on('unexpected-response', (_request, { statusCode }) => done(statusCode ?? 0));
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
  });
}

const isSentAway = ({ links }: SyncClient): boolean => links.at(-1)?.kind === 'ended';

const versions = (): void => {
  // Before the servers are stopped, so that it runs after that.
  afterEach(async () => {
    for (const tidy of leftovers.splice(0).reverse()) await tidy();
  });
  const { start, join, knock } = aCluster();

  /** A server of today and one of a later version, with a network between the first and Redis. */
  async function aRollingRestart(settingsOfOld: Pick<SyncServerOptions, 'journeys'> = {}) {
    const { url: postgresUrl, drop } = await createPostgres();
    leftovers.push(drop);
    const redis: Network = await aNetwork(REDIS);
    leftovers.push(redis.close);
    const old = await start({ ...settingsOfOld, postgresUrl, redisUrl: redis.through(REDIS) });
    const next = await start({ postgresUrl, redisUrl: REDIS, rooms: later });
    await untilNeighbours([old, next]);
    const sessionId = await old.session();
    const anna = await join(old, sessionId);
    const { id } = aTouchpoint(anna, 'Van voor de nieuwe versie');
    await anna.saved();
    return { old, next, redis, postgresUrl, sessionId, anna, id };
  }

  it('a server that hears of a later version lets go of the journey, and does not touch it again', async () => {
    const { old, next, postgresUrl, sessionId, anna, id } = await aRollingRestart();
    expect(await next.rooms.read(sessionId, (_journey, doc) => versionOf(doc))).toBe(2);
    await until(() => isSentAway(anna), 'Anna to be sent away');
    expect(anna.links.at(-1)).toEqual({ kind: 'ended', code: TOO_OLD });
    // Her page never got what it does not know.
    expect(versionOf(anna.doc)).toBe(1);
    const { seq } = await stored(next, sessionId);
    anna.do('editTouchpoint', { id, changes: { title: 'Te laat' } });
    const again = await knock(old, sessionId);
    await until(() => isSentAway(again), 'the next one to be sent away');
    expect(again.links.at(-1)).toEqual({ kind: 'ended', code: TOO_OLD });
    await expect(old.rooms.read(sessionId, () => 0)).rejects.toMatchObject({ name: 'JourneyTooNew' });
    await until(() => old.rooms.figures().rooms === 0, 'the old server to have forgotten it');
    expect(old.logged.filter(({ level }) => level === 'error')).toEqual([]);
    // A page of the later version comes back until it meets such a server.
    expect(await statusOf(old, sessionId, anna.memberId, 2)).toBe(503);
    expect(await statusOf(next, sessionId, anna.memberId, 2)).toBe(101);
    await old.stop();
    const replaced = await start({ postgresUrl, redisUrl: REDIS, rooms: later });
    const titles = await replaced.rooms.read(sessionId, ({ touchpoints }) =>
      [...touchpoints.values()].map(({ title }) => title),
    );
    expect(titles).toEqual(['Van voor de nieuwe versie']);
    expect((await stored(replaced, sessionId)).seq).toBe(seq);
  });

  it('also when nobody tells it, and when somebody comes in before it looks for itself', async () => {
    const { old, next, redis, sessionId, anna } = await aRollingRestart();
    redis.cut();
    await until(() => !old.relay.figures().isUp, 'the old server to be alone');
    await next.rooms.read(sessionId, () => 0);
    // Whoever comes in has the server look at once.
    const bram = await knock(old, sessionId);
    await until(() => isSentAway(anna) && isSentAway(bram), 'both to be sent away');
    for (const page of [anna, bram]) expect(page.links.at(-1)).toEqual({ kind: 'ended', code: TOO_OLD });
    for (const page of [anna, bram]) expect(versionOf(page.doc)).toBeLessThan(2);
  });

  it('an edit that was on its way to the disk is kept, in the journey of the later version', async () => {
    const door = gatedLog();
    const { old, next, sessionId, anna, id } = await aRollingRestart({ journeys: door.wrap });
    door.close();
    const attempts = door.attempts();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'nog net' });
    await until(() => door.attempts() > attempts, 'the edit to be on its way to the disk');
    await next.rooms.read(sessionId, () => 0);
    await until(() => isSentAway(anna), 'Anna to be sent away');
    door.open();
    await until(() => old.rooms.figures().rooms === 0, 'the old server to have stored it, and forgotten the journey');
    const messageOf = ({ touchpoints }: Journey) => touchpoints.get(id)?.message;
    expect(await next.rooms.read(sessionId, messageOf)).toBe('nog net');
    expect(versionOf((await stored(next, sessionId)).doc)).toBe(2);
  });
};

if (await canCluster()) describe('servers of two versions', () => versions());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
