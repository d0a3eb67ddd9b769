import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Admit } from '@/server/sync/contract';
import { DOOR_LIMITS } from '@/server/sync/door/door';
import { until } from '@/tests/support/sync-client';
import { cookieAdmit, type SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, raw } = aWorld();

const MOST_PER_MEMBER = DOOR_LIMITS.perMember;

const socketOf = (server: SyncServer, sessionId: string, memberId: string, from = ''): WebSocket => {
  const headers = { cookie: `member=${memberId}`, origin: server.origin, 'x-from': from };
  const socket = new WebSocket(server.rawUrl(sessionId), { headers });
  socket.on('error', () => undefined);
  return socket;
};

/** Status with which a socket is refused; 101 when it is not. */
function knock(server: SyncServer, sessionId: string, memberId: string, from?: string): Promise<number> {
  const socket = socketOf(server, sessionId, memberId, from);
  return new Promise((done) => {
    socket.on('unexpected-response', (_request, { statusCode }) => done(statusCode ?? 0));
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
  });
}

describe('the door (S15)', () => {
  it('lets one member open so many sockets and no more, and keeps nobody else out', async () => {
    const server = await start();
    const sessionId = await server.session();
    const [anna, bram] = [await server.member(sessionId), await server.member(sessionId)];
    const sockets = [];
    for (let count = 0; count < MOST_PER_MEMBER; count += 1) sockets.push(await raw(server, sessionId, anna));
    expect(await knock(server, sessionId, anna)).toBe(429);
    expect(await knock(server, sessionId, bram)).toBe(101);
    for (const { closed } of sockets) expect(closed()).toBeUndefined();
    await until(() => server.rooms.figures().connections === MOST_PER_MEMBER, 'only those to be left');
    sockets[0]?.socket.terminate();
    await until(() => server.rooms.figures().connections === MOST_PER_MEMBER - 1, 'one to be gone');
    expect(await knock(server, sessionId, anna)).toBe(101);
  });

  describe('under pressure', () => {
    /** A server whose looks in the database wait until the test lets them go on; addresses are what sockets say. */
    async function aSlowServer() {
      const came = new Set<IncomingMessage>();
      const waiting: { readonly from: string; readonly go: () => void }[] = [];
      const asked: string[] = [];
      const server = await start({
        rooms: (db) => {
          const admit = cookieAdmit(db);
          const slowly: Admit = async (request, sessionId) => {
            const from = String((request as IncomingMessage).headers['x-from']);
            asked.push(from);
            await new Promise<void>((go) => waiting.push({ from, go }));
            return admit(request, sessionId);
          };
          const addressOf = (request: IncomingMessage) => {
            came.add(request);
            return String(request.headers['x-from']);
          };
          return { admit: slowly, addressOf };
        },
      });
      const letAllGo = async (work: Promise<unknown>) => {
        const timer = setInterval(() => {
          for (const { go } of waiting.splice(0)) go();
        }, 1);
        await work.finally(() => clearInterval(timer));
      };
      return { server, came, waiting, asked, letAllGo };
    }

    /** More than the looks that may be under way. */
    const CROWD = 40;
    const AT_ONCE = 4;

    it('asks the database a few questions at a time, and lets an honest newcomer go before the rest of a crowd', async () => {
      const { server, came, waiting, asked, letAllGo } = await aSlowServer();
      const sessionId = await server.session();
      const [anna, hostile] = [await server.member(sessionId), await server.member(sessionId)];
      const crowd = Array.from({ length: CROWD }, () => knock(server, sessionId, hostile, 'crowd'));
      await until(() => came.size === CROWD && waiting.length === AT_ONCE, 'the crowd, and the first looks');
      const newcomer = knock(server, sessionId, anna, 'anna');
      await until(() => came.size === CROWD + 1, 'the newcomer at the door');
      expect(asked).toEqual(Array.from({ length: AT_ONCE }, () => 'crowd'));
      // One of the crowd may have been next in line when the newcomer came.
      for (let gone = 1; gone <= 2; gone += 1) {
        waiting.shift()?.go();
        await until(() => asked.length === AT_ONCE + gone, 'the next look');
      }
      expect(asked.slice(AT_ONCE)).toContain('anna');
      expect(waiting).toHaveLength(AT_ONCE);
      waiting.find(({ from }) => from === 'anna')?.go();
      expect(await newcomer).toBe(101);
      const statuses = Promise.all(crowd);
      await letAllGo(statuses);
      expect((await statuses).filter((status) => status !== 101 && status !== 429)).toEqual([]);
      expect(asked).toHaveLength(CROWD + 1);
    });

    it('asks nothing for who has hung up while waiting', async () => {
      const { server, came, waiting, asked, letAllGo } = await aSlowServer();
      const sessionId = await server.session();
      const [anna, hostile] = [await server.member(sessionId), await server.member(sessionId)];
      const crowd = Array.from({ length: CROWD }, () => socketOf(server, sessionId, hostile, 'crowd'));
      await until(() => came.size === CROWD && waiting.length === AT_ONCE, 'the crowd, and the first looks');
      for (const socket of crowd) socket.terminate();
      const isGone = ({ socket }: IncomingMessage) => socket.destroyed || socket.readableEnded;
      await until(() => [...came].every(isGone), 'the server to see that they are gone');
      const newcomer = knock(server, sessionId, anna, 'crowd');
      await letAllGo(newcomer);
      expect(await newcomer).toBe(101);
      expect(asked).toHaveLength(AT_ONCE + 1);
    });
  });
});
