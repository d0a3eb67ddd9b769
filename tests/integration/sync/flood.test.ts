import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { hashToken, newToken } from '@/server/auth/token';
import { encodeSync } from '@/server/sync/links/messages';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';

const MB = 1_024 * 1_024;
/** Connections that say nothing; from more than one address, because one cannot open so many. */
const SILENT = 5_000;
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
/** Sockets that are let in and never ask for anything; as many as one address may have, with room for the honest. */
const IDLE = 480;
const IDLE_PER_MEMBER = 12;
const EDITS = 100;

type Guest = { readonly memberId: MemberId; readonly cookie: string };

let dir: string;
let server: KillableServer;
const pages: SyncClient[] = [];
const sockets: (Socket | WebSocket)[] = [];

beforeAll(bundleServer);
afterAll(removeBundle);
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  for (const socket of sockets.splice(0)) socket instanceof WebSocket ? socket.terminate() : socket.destroy();
  await server.kill();
  await rm(dir, { recursive: true, force: true });
});

/** A data folder with one session and guests with a cookie. */
async function prepare(guests: number): Promise<{ sessionId: SessionId; people: readonly Guest[] }> {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-flood-'));
  const preparing = await startSyncServer({ dir });
  const { prisma } = preparing.db;
  const sessionId = await preparing.session('example');
  const people: Guest[] = [];
  for (let count = 0; count < guests; count += 1) {
    const [memberId, guestId, token] = [await preparing.member(sessionId), newId(), newToken()];
    const expiresAt = new Date(Date.now() + 3_600_000);
    await prisma.guest.create({ data: { id: guestId, tokenHash: hashToken(token), expiresAt } });
    await prisma.member.update({ where: { id: memberId }, data: { guestId } });
    people.push({ memberId, cookie: `reisgezel-guest=${token}` });
  }
  await preparing.stop();
  return { sessionId, people };
}

const urlOf = (sessionId: string): string => `${server.origin.replace('http', 'ws')}/sync/${sessionId}`;

async function aPage(sessionId: SessionId, { memberId, cookie }: Guest): Promise<SyncClient> {
  const page = openPage({ url: urlOf(sessionId), cookie, origin: server.origin, memberId, role: 'writer' });
  pages.push(page);
  await page.synced();
  return page;
}

/** One figure of the server. */
async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  );
}

/** Anna writes, Bram sees it; milliseconds of each round trip. */
async function roundTrips(anna: SyncClient, bram: SyncClient, count: number): Promise<readonly number[]> {
  const { id } = aTouchpoint(anna);
  const times: number[] = [];
  for (let edit = 0; edit < count; edit += 1) {
    const title = `Brief ${edit}`;
    const at = performance.now();
    const seen = new Promise<void>((done) => {
      const look = () => {
        if (bram.journey().touchpoints.get(id)?.title !== title) return;
        bram.doc.off('afterAllTransactions', look);
        done();
      };
      bram.doc.on('afterAllTransactions', look);
    });
    anna.do('editTouchpoint', { id, changes: { title } });
    await seen;
    times.push(performance.now() - at);
  }
  await anna.saved();
  return times.toSorted((one, other) => one - other);
}

/** Connections that never say a word; the answer counts those that were ended. */
async function openSilent(): Promise<() => number> {
  const port = Number(new URL(server.origin).port);
  let opened = 0;
  let ended = 0;
  for (let count = 0; count < SILENT; count += 1) {
    const localAddress = ADDRESSES[count % ADDRESSES.length];
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress && { localAddress }) });
    socket.on('connect', () => {
      opened += 1;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      ended += 1;
    });
    sockets.push(socket);
    if (count % 500 === 499) await until(() => opened > count, 'the connections to open');
  }
  return () => ended;
}

function aSocket(sessionId: string, { cookie }: Guest): WebSocket {
  const socket = new WebSocket(urlOf(sessionId), { headers: { cookie, origin: server.origin } });
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** Somebody who sends as much as a socket takes, and comes back as soon as they are thrown out. */
function flood(sessionId: string, guest: Guest): { readonly stop: () => void; readonly ends: readonly number[] } {
  const ends: number[] = [];
  const bytes = Buffer.concat([Buffer.from([MESSAGE.awareness, 0x80, 0x80, 0x04]), Buffer.alloc(65_000, 7)]);
  const pending = encodeSync(SYNC.update, Uint8Array.of(1, 1, 200, 200, 3, 9, 132, 200, 200, 3, 8, 1, 97, 0));
  let isOn = true;
  const start = () => {
    if (!isOn) return;
    const socket = aSocket(sessionId, guest);
    const timer = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(ends.length % 2 === 0 ? bytes : pending);
    }, 5);
    socket.on('close', (code) => {
      clearInterval(timer);
      ends.push(code);
      // As often as somebody would who does not know how to wait.
      setTimeout(start, 10);
    });
  };
  start();
  return {
    ends,
    stop: () => {
      isOn = false;
    },
  };
}

describe('honest people beside thousands of silent connections and floods (T22, S16)', () => {
  it('lose nothing and are not slowed down by memory; the silent ones are sent away by themselves', async () => {
    const idlers = Math.ceil(IDLE / IDLE_PER_MEMBER);
    const { sessionId, people } = await prepare(3 + idlers);
    server = await startKillableServer(dir);
    const [one, two, hostile, ...idle] = people;
    if (!one || !two || !hostile) throw new Error('three people');
    const [anna, bram] = [await aPage(sessionId, one), await aPage(sessionId, two)];
    const quiet = await roundTrips(anna, bram, EDITS);
    const before = await figure('process_resident_memory_bytes');
    let closed = 0;
    for (const guest of idle) {
      for (let count = 0; count < IDLE_PER_MEMBER; count += 1)
        aSocket(sessionId, guest).on('close', () => (closed += 1));
      await until(
        () => sockets.every((socket) => !(socket instanceof WebSocket) || socket.readyState !== 0),
        'sockets',
      );
    }
    expect(await figure('reisgezel_connections{kind="socket"}')).toBe(idle.length * IDLE_PER_MEMBER + 2);
    const ended = await openSilent();
    const flooding = flood(sessionId, hostile);
    const beside = await roundTrips(anna, bram, EDITS);
    const during = await figure('process_resident_memory_bytes');
    await until(() => ended() === SILENT, 'the silent connections to be ended', 30_000);
    await until(() => flooding.ends.length > 20, 'the flooder to be thrown out again and again', 30_000);
    flooding.stop();
    const after = await figure('process_resident_memory_bytes');
    const p95 = (times: readonly number[]) => times[Math.floor(times.length * 0.95)]?.toFixed(1);
    const grown = Math.max(during, after) - before;
    process.stdout.write(
      `round trip p95: quiet ${p95(quiet)} ms, beside the flood ${p95(beside)} ms; memory +${Math.round(grown / MB)} MB\n`,
    );
    expect(closed).toBe(0);
    expect(grown).toBeLessThan(150 * MB);
    expect([anna, bram].map(({ refusals }) => refusals)).toEqual([[], []]);
    expect([anna, bram].map(({ links }) => links.filter(({ kind }) => kind === 'down'))).toEqual([[], []]);
    expect(new Set(flooding.ends)).toContain(4400);
  });
});
