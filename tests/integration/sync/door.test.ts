import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DOOR_LIMITS } from '@/server/sync/door';
import { until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, raw } = aWorld();

const MOST_PER_MEMBER = DOOR_LIMITS.perMember;

/** Status with which a socket is refused; 101 when it is not. */
function knock(server: SyncServer, sessionId: string, memberId: string): Promise<number> {
  const headers = { cookie: `member=${memberId}`, origin: server.origin };
  const socket = new WebSocket(server.rawUrl(sessionId), { headers });
  socket.on('error', () => undefined);
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
});
