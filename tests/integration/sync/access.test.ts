import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { newId } from '@/lib/core/ids';
import { encodeSync } from '@/server/sync/links/messages';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { relayedTo } from '@/tests/support/sync-raw';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, knock, raw } = aWorld();

/** Status with which an upgrade is refused; 101 when it is not. */
function statusOf(server: SyncServer, path: string, headers: Record<string, string>): Promise<number> {
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
  };
  return new Promise((done, fail) => {
    const request = get({ port: server.port, host: '127.0.0.1', path, headers: { ...handshake, ...headers } });
    request.on('response', (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      done(101);
    });
    request.on('error', fail);
  });
}

describe('who gets in', () => {
  it('opens only for pages of our own origin (S1)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const cookie = `member=${await server.member(sessionId)}`;
    const path = `/sync/${sessionId}?schema=1`;
    const own = server.origin;
    const { port } = server;
    const forms = [
      'null',
      '',
      ' ',
      'http://evil.example',
      `http://evil.example:${port}`,
      `${own}.evil.example`,
      `http://evil${port}.127.0.0.1`,
      `http://evil.example/${own}`,
      `http://evil.example#${own}`,
      `http://127.0.0.1:${port}@evil.example`,
      `http://user@127.0.0.1:${port}`,
      'http://127.0.0.1',
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}0`,
      `https://127.0.0.1:${port}`,
      `ws://127.0.0.1:${port}`,
      `HTTP://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      `http://[::1]:${port}`,
      `${own}/`,
      `${own} ${own}`,
      `${own}, http://evil.example`,
      '*',
      'file://',
    ];
    for (const origin of forms)
      expect([origin, await statusOf(server, path, { cookie, origin })]).toEqual([origin, 403]);
    expect(await statusOf(server, path, { cookie })).toBe(403);
    expect(await statusOf(server, path, { cookie, origin: own })).toBe(101);
  });

  it('answers alike for unknown, foreign and no session (S5)', async () => {
    const server = await start();
    const [mine, theirs] = [await server.session(), await server.session()];
    const cookie = `member=${await server.member(mine)}`;
    const { origin } = server;
    const paths = [
      theirs,
      newId(),
      'x',
      '',
      '__proto__',
      'constructor',
      `${theirs}/`,
      `../sync/${mine}x`,
      `${mine}%2f..`,
    ];
    for (const path of paths) {
      expect([path, await statusOf(server, `/sync/${path}?schema=1`, { cookie, origin })]).toEqual([path, 404]);
    }
    expect(await statusOf(server, `/sync/${mine}?schema=1`, { origin })).toBe(404);
    expect(await statusOf(server, `http://127.0.0.1/sync/${mine}?schema=1`, { cookie, origin })).toBe(404);
  });

  it('sends a page that is older than the journey away with a name for it', async () => {
    const server = await start();
    const sessionId = await server.session();
    const member = await server.member(sessionId);
    for (const query of ['?schema=', '?schema=0', '?schema=x', '?schema=-1']) {
      const headers = { cookie: `member=${member}`, origin: server.origin };
      const socket = new WebSocket(server.socketUrl(sessionId) + query, { headers });
      const code = await new Promise((done) => socket.on('close', done));
      expect([query, code]).toEqual([query, 4409]);
    }
    expect(server.rooms.figures()).toEqual({ rooms: 0, connections: 0 });
  });
});

describe('an observer', () => {
  it('sees everything and changes nothing, whatever the page allows', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    await anna.saved();
    const watcher = await join(server, sessionId, { role: 'observer', believes: 'writer' });
    expect(watcher.journey()).toEqual(anna.journey());
    await watcher.saved();
    const { seq } = await server.db.journeys.load(sessionId);
    expect(watcher.do('editTouchpoint', { id, changes: { title: 'Gekaapt' } }).ok).toBe(true);
    await until(() => watcher.refusals.length > 0, 'the refusal');
    expect(watcher.refusals).toEqual(['readOnly']);
    expect(watcher.save().kind).not.toBe('saved');
    anna.do('editTouchpoint', { id, changes: { owner: 'Sara' } });
    await anna.saved();
    expect(anna.journey().touchpoints.get(id)?.title).toBe('Brief');
    expect((await server.db.journeys.load(sessionId)).seq).toBe(seq + 1);
    await until(() => watcher.journey().touchpoints.get(id)?.owner === 'Sara', 'the observer to follow on');
  });

  it('may say again what is known: that is what every page does when it comes back', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const anna = await join(server, sessionId);
    aTouchpoint(anna);
    const watcher = await join(server, sessionId, { role: 'observer' });
    await anna.saved();
    watcher.connection.provider.disconnect();
    watcher.connection.provider.connect();
    await watcher.synced();
    await watcher.saved();
    expect(watcher.refusals).toEqual([]);
  });

  it('is refused over the raw socket too, and never acknowledged after that', async () => {
    const server = await start();
    const sessionId = await server.session();
    const socket = await raw(server, sessionId, await server.member(sessionId, 'observer'));
    const doc = new Y.Doc();
    doc.getMap('personas').set('p', new Y.Map([['name', 'x']]));
    const update = Y.encodeStateAsUpdate(doc);
    socket.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc())));
    await until(() => socket.acknowledged() === 1, 'the ack of the empty answer');
    for (const step of [SYNC.update, SYNC.step2]) socket.send(encodeSync(step, update));
    socket.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc())));
    socket.send(MESSAGE.beat);
    await until(() => socket.frames.some((frame) => frame[0] === MESSAGE.beat), 'the beat');
    expect(socket.refusals()).toEqual(['readOnly', 'readOnly']);
    expect(socket.acknowledged()).toBe(1);
    expect(await server.rooms.read(sessionId, (_journey, stored) => stored.getMap('personas').size)).toBe(0);
  });
});

describe('losing access', () => {
  it('is silent at once for a member that was taken out (T21, S8)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    await anna.saved();
    const out = await server.member(sessionId);
    const socket = await raw(server, sessionId, out);
    socket.send(encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc())));
    anna.do('editTouchpoint', { id, changes: { title: 'Een' } });
    await until(() => relayedTo(socket) === 1, 'the relay before');
    await server.db.prisma.member.update({ where: { id: out }, data: { removedAt: new Date() } });
    const at = performance.now();
    server.rooms.closeMember(sessionId, out);
    const edit = encodeSync(SYNC.update, Y.encodeStateAsUpdate(anna.doc));
    if (socket.socket.readyState === WebSocket.OPEN) socket.send(edit);
    anna.do('editTouchpoint', { id, changes: { title: 'Twee' } });
    expect(await socket.untilClosed()).toBe(4403);
    expect(performance.now() - at).toBeLessThan(1_000);
    await anna.saved();
    expect(relayedTo(socket)).toBe(1);
    const again = await knock(server, sessionId, { memberId: out });
    await until(() => again.links.some(({ kind }) => kind === 'down'), 'the refusal');
    expect(again.welcomes).toEqual([]);
  });

  it('ends every page of a session that is deleted, for good', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    aTouchpoint(anna);
    await server.rooms.closeSession(sessionId);
    await server.db.prisma.session.delete({ where: { id: sessionId } });
    await until(() => anna.links.at(-1)?.kind === 'ended', 'the end');
    expect(anna.links.at(-1)).toEqual({ kind: 'ended', code: 4404 });
    expect(server.rooms.figures()).toEqual({ rooms: 0, connections: 0 });
    await expect(server.rooms.read(sessionId, () => 0)).rejects.toThrow();
  });

  it('notices a session whose rows vanished under an open page', async () => {
    const server = await start();
    const sessionId = await server.session();
    const other = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, other);
    await server.db.prisma.session.delete({ where: { id: sessionId } });
    aTouchpoint(anna);
    aTouchpoint(bram);
    await until(() => anna.links.at(-1)?.kind === 'ended', 'the end');
    expect(anna.links.at(-1)).toEqual({ kind: 'ended', code: 4404 });
    await bram.saved();
  });
});
