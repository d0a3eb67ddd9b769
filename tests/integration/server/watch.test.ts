import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MESSAGE } from '@/lib/collab/protocol';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import type { App } from '@/server/app';
import { hashToken, newToken } from '@/server/auth/token';
import { createMetrics } from '@/server/http/metrics';
import { createLog } from '@/server/log';
import { checkReady } from '@/server/services/ready';
import { systemClock } from '@/server/sync/clock';
import { noRelay } from '@/server/sync/cluster/relay';
import { gatedLog } from '@/tests/support/gated-log';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { startServer } from './support';

const NOTHING_LOST = { sessions: 0, edits: 0 };

const pages: SyncClient[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

type Guest = { readonly memberId: MemberId; readonly cookie: string };

/** A session with guests who have a cookie. */
async function aSession({ context }: App, guests: number): Promise<{ id: SessionId; people: readonly Guest[] }> {
  const { prisma } = context.db;
  const id = newId<SessionId>();
  await prisma.session.create({ data: { id, title: 'Geheim-titel' } });
  await context.rooms.seed(id, { templateId: 'empty', phaseModel: 'ttsc', locale: 'nl' });
  const people: Guest[] = [];
  for (let count = 0; count < guests; count += 1) {
    const [memberId, token] = [newId<MemberId>(), newToken()];
    // Guest and place in one write: the clean-up of a start takes a guest who is nowhere.
    const guest = { create: { id: newId(), tokenHash: hashToken(token), expiresAt: new Date(Date.now() + 3_600_000) } };
    const member = { id: memberId, session: { connect: { id } }, name: 'Geheim-naam', role: 'writer', colour: count };
    await prisma.member.create({ data: { ...member, guest } });
    people.push({ memberId, cookie: `reisgezel-guest=${token}` });
  }
  return { id, people };
}

async function aPage(url: string, sessionId: SessionId, { memberId, cookie }: Guest): Promise<SyncClient> {
  const page = openPage({
    url: `${url.replace('http', 'ws')}/sync/${sessionId}`,
    cookie,
    origin: url,
    memberId,
    role: 'writer',
  });
  pages.push(page);
  await page.synced();
  return page;
}

/** Sends one broken frame, or many good ones at once; resolves with the close code. */
async function misbehave(url: string, sessionId: SessionId, { cookie }: Guest, frames = 1): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${sessionId}`, { headers: { cookie, origin: url } });
  socket.on('open', () => {
    const frame = Uint8Array.of(frames > 1 ? MESSAGE.beat : MESSAGE.saved);
    for (let sent = 0; sent < frames; sent += 1) socket.send(frame);
  });
  return new Promise((done) => socket.on('close', done));
}

/** What is said to somebody who may not come in. */
const knock = (url: string, sessionId: string, cookie = ''): Promise<number> =>
  new Promise((done) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${sessionId}`, {
      headers: { cookie, origin: url },
    });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, { statusCode }) => done(statusCode ?? 0));
  });

/** The figures, by name with labels. */
async function figuresOf(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('reisgezel_'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('the figures of the live documents', () => {
  it('follow what happens: who is in, what is stored and how fast, who was sent away and why', async () => {
    const { app, url } = await startServer();
    const { id, people } = await aSession(app, 3);
    const [anna, bram, carla] = people;
    if (!anna || !bram || !carla) throw new Error('three people');
    const page = await aPage(url, id, anna);
    await aPage(url, id, bram);
    aTouchpoint(page);
    await page.saved();
    expect(await misbehave(url, id, carla)).toBe(4400);
    expect(await misbehave(url, id, carla, 1_000)).toBe(4529);
    expect(await knock(url, newId(), anna.cookie)).toBe(404);
    const seen = await figuresOf(url);
    const of = (name: string) => seen.get(`reisgezel_${name}`);
    expect(of('rooms')).toBe(1);
    expect([of('connections{kind="socket"}'), of('connections{kind="poll"}')]).toEqual([2, 0]);
    expect(of('waiting_edits')).toBe(0);
    expect(of('documents_bytes')).toBeGreaterThan(100);
    expect(of('largest_document_bytes')).toBe(of('documents_bytes'));
    expect(of('ack_seconds_count')).toBeGreaterThan(1);
    expect(of('commit_seconds_count')).toBeGreaterThan(1);
    expect(of('commit_edits_sum')).toBeGreaterThanOrEqual(of('ack_seconds_count') ?? Number.NaN);
    expect(of('connections_refused_total{status="404"}')).toBe(1);
    expect(of('connections_ended_total{code="4400"}')).toBe(1);
    expect(of('connections_ended_total{code="4529"}')).toBe(1);
    expect(of('edits_refused_total{reason="tooFast"}')).toBe(1);
    expect([of('slow_readers_dropped_total'), of('commit_failures_total')]).toEqual([0, 0]);
    expect(of('edits_refused_total{reason="readOnly"}')).toBe(0);
    for (const quantile of ['0.5', '0.99', '1']) {
      expect(of(`event_loop_delay_seconds{quantile="${quantile}"}`)).toBeGreaterThanOrEqual(0);
    }
  });

  it('have their unit in their name, and no label that says who', async () => {
    const { app, url } = await startServer();
    const { id, people } = await aSession(app, 1);
    for (const person of people) await aPage(url, id, person);
    for (const name of (await figuresOf(url)).keys()) {
      expect(name).toMatch(/_(seconds|bytes|total|edits|rooms|sessions|connections)(_bucket|_sum|_count)?(\{|$)/);
      expect(name).not.toContain(id);
    }
  });
});

describe('the log of the live documents (S38, P12)', () => {
  it('says who did what where and how it ended, and nothing of what was written', async () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'debug' }, { write: (line: string) => void lines.push(line) });
    const { app, url } = await startServer({}, undefined, log);
    const { id, people } = await aSession(app, 2);
    const [anna, bram] = people;
    if (!anna || !bram) throw new Error('two people');
    const page = await aPage(url, id, anna);
    aTouchpoint(page, 'Geheim-station');
    await page.saved();
    await misbehave(url, id, bram);
    await misbehave(url, id, bram, 1_000);
    await knock(url, id);
    app.context.rooms.closeMember(id, anna.memberId);
    const said = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    await until(() => said().some(({ msg }) => msg === 'journey unloaded'), 'the journey to be unloaded');
    const about = (msg: string) => said().filter((line) => line.msg === msg);
    const inSession = { session: id, time: expect.any(String) };
    expect(about('let in')).toMatchObject([
      { ...inSession, member: anna.memberId, role: 'writer', kind: 'socket' },
      { ...inSession, member: bram.memberId, role: 'writer', kind: 'socket' },
      { ...inSession, member: bram.memberId, role: 'writer', kind: 'socket' },
    ]);
    expect(about('edit refused')).toMatchObject([{ ...inSession, member: bram.memberId, reason: 'tooFast' }]);
    expect(about('connection ended')).toMatchObject([
      { ...inSession, member: bram.memberId, code: 4400 },
      { ...inSession, member: bram.memberId, code: 4529 },
      { ...inSession, member: anna.memberId, code: 4403 },
    ]);
    expect(about('not let in')).toMatchObject([{ status: 404 }]);
    expect(about('journey loaded').at(-1)).toMatchObject(inSession);
    expect(lines.join('')).not.toMatch(/Geheim|reisgezel-guest|127\.0\.0\.1/);
    for (const { cookie } of people) expect(lines.join('')).not.toContain(cookie.slice(-20));
  });
});

describe('ready', () => {
  const log = createLog({ logLevel: 'silent' });

  it('is not said while edits cannot be stored for seconds, and is again when they can', async () => {
    const gate = gatedLog();
    let ahead = 0;
    const clock = { ...systemClock, now: () => Date.now() + ahead };
    const server = await startSyncServer({ journeys: gate.wrap, rooms: () => ({ clock }) });
    try {
      const context = { db: server.db, rooms: server.rooms, log };
      const sessionId = await server.session();
      gate.break();
      const attempts = gate.attempts();
      const written = server.rooms.write(sessionId, (doc) => void doc.getMap('meta').set('x', 1));
      await until(() => gate.attempts() > attempts && server.rooms.gauges().waiting === 1, 'an attempt to store');
      expect((await checkReady(context)).ok).toBe(true);
      ahead = 6_000;
      expect(server.rooms.health().notStoringForMs).toBeGreaterThan(5_000);
      expect(await checkReady(context)).toEqual({ ok: false, error: 'unavailable' });
      gate.mend();
      await written;
      expect(server.rooms.health().notStoringForMs).toBe(0);
      expect((await checkReady(context)).ok).toBe(true);
    } finally {
      await server.close();
    }
  });

  it('is not spoilt by a session that was deleted before its edits could be stored', async () => {
    const gate = gatedLog();
    const server = await startSyncServer({ journeys: gate.wrap });
    try {
      const sessionId = await server.session();
      gate.break();
      const lost = server.rooms.write(sessionId, (doc) => void doc.getMap('meta').set('x', 1));
      await until(() => server.rooms.health().notStoringForMs > 0, 'an attempt to store');
      await server.rooms.closeSession(sessionId);
      await expect(lost).rejects.toThrow();
      expect(server.rooms.health().notStoringForMs).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('tells how the way to other processes is, and does not depend on it', async () => {
    const state = { ...noRelay.figures(), dropped: 3 };
    const relay = { ...noRelay, isShared: true, figures: () => state };
    const server = await startSyncServer({ rooms: () => ({ relay }) });
    try {
      const metrics = createMetrics();
      metrics.show(server.rooms, server.db.losses);
      const context = { db: server.db, rooms: server.rooms, log };
      expect(await checkReady(context)).toEqual({
        ok: true,
        value: { status: 'ready', relay: 'down', lost: NOTHING_LOST },
      });
      Object.assign(state, { isUp: true, neighbours: 2 });
      expect(await checkReady(context)).toEqual({
        ok: true,
        value: { status: 'ready', relay: 'up', lost: NOTHING_LOST },
      });
      const text = await metrics.text();
      for (const line of ['up 1', 'neighbours 2', 'frames_total{kind="dropped"} 3'])
        expect(text).toContain(`\nreisgezel_relay_${line}\n`);
      expect(await metrics.text()).toContain('frames_total{kind="dropped"} 3');
    } finally {
      await server.close();
    }
  });

  it('is denied from the stop signal on, before anything is closed; the process is alive until the end (T11)', async () => {
    let ready: () => Promise<boolean> = async () => true;
    const { app, url } = await startServer({}, async (request, response) => {
      const isReady = request.url !== '/api/ready' || (await ready());
      response.writeHead(isReady ? 200 : 503).end();
    });
    ready = async () => (await checkReady({ ...app.context, log })).ok;
    const { id, people } = await aSession(app, 1);
    const statuses = async () =>
      Promise.all(['/api/ready', '/api/health', '/', '/api/sessions'].map(async (path) => fetch(url + path)));
    expect((await statuses()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    // Somebody still reads: the stop waits a moment for that.
    let release: (() => void) | undefined;
    const waits = () =>
      new Promise<void>((done) => {
        release = done;
      });
    const reading = app.context.rooms.read(id, waits);
    await until(() => release !== undefined, 'the reader to begin');
    const closed = app.close();
    const replies = await statuses();
    expect(replies.map(({ status }) => status)).toEqual([503, 200, 503, 503]);
    expect(replies.map(({ headers }) => headers.get('retry-after'))).toEqual([null, null, '2', '2']);
    expect(await knock(url, id, people[0]?.cookie)).toBe(503);
    release?.();
    await Promise.all([reading, closed]);
    await expect(fetch(url)).rejects.toThrow();
  });
});
