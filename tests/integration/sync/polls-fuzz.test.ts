import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { cutInParts } from '@/lib/collab/parts';
import { encodeRequest, LINK_HEADER, MAX_UPLOAD } from '@/lib/collab/polling-protocol';
import { BEAT_FRAME, MAX_FRAME, MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import { encodeSync } from '@/server/sync/links/messages';
import { type HostileProxy, hostileProxy } from '@/tests/support/hostile-proxy';
import { expectHonest, expectIntact } from '@/tests/support/intact';
import { postTo, type RawPolls, rawPolls } from '@/tests/support/poll-raw';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, knock } = aWorld();
const SEED = 20_261_122;
/** Of each kind; more on demand. */
const ROUNDS = Number(process.env.TEST_FUZZ ?? 2_500);

let proxy: HostileProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

const PLENTY = { perSecond: 1_000_000_000, burst: 1_000_000_000 };
const most = { perMember: 100_000, perAddress: 100_000, knocks: PLENTY, offences: PLENTY };
const traffic = {
  member: { frames: PLENTY, bytes: PLENTY },
  address: { frames: PLENTY, bytes: PLENTY },
};

/** A server that keeps nobody out for what they sent before, so that everything is looked at; two honest people in it. */
async function aPatientServer() {
  const server = await start({ rooms: () => ({ most, traffic }) });
  const sessionId = await server.session();
  proxy = await hostileProxy(server.port, { rule: 'refuse' });
  const url = `ws://127.0.0.1:${proxy.port}/sync/${sessionId}`;
  const byHttp = await knock({ ...server, origin: proxy.origin }, sessionId, { url });
  const bySocket = await join(server, sessionId);
  await byHttp.synced();
  return { server, sessionId, honest: [bySocket, byHttp] };
}

/** A link that is opened anew when the one before has ended. */
async function aLinkThatReturns(server: SyncServer, sessionId: SessionId) {
  const cookie = `member=${await server.member(sessionId)}`;
  let link: RawPolls | null = null;
  let opened = 0;
  return {
    cookie,
    opened: () => opened,
    get: async () => {
      if (!link) opened += 1;
      link ??= await rawPolls(server, sessionId, { cookie });
      return link;
    },
    drop: () => {
      link = null;
    },
  };
}

const bytesOf = (random: SeededRandom, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.below(256));

/** Bytes that were good once. */
function spoil(random: SeededRandom, good: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(good);
  switch (random.below(5)) {
    case 0:
      return bytes.subarray(0, random.below(bytes.length + 1));
    case 1:
      return new Uint8Array(Buffer.concat([bytes, bytesOf(random, 1 + random.below(20))]));
    case 2:
      return bytesOf(random, random.below(80));
    default:
      for (let flips = 1 + random.below(4); flips > 0 && bytes.length > 0; flips -= 1)
        bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
  }
}

const count = (counts: Record<number, number>, status: number) => {
  counts[status] = (counts[status] ?? 0) + 1;
};

describe('hostile requests (T19)', () => {
  it(`leave the server up and honest people served: ${ROUNDS} broken bodies`, async () => {
    const { server, sessionId, honest } = await aPatientServer();
    const links = await aLinkThatReturns(server, sessionId);
    const random = seededRandom(SEED);
    const counts: Record<number, number> = {};
    const update = encodeSync(SYNC.update, Y.encodeStateAsUpdate(new Y.Doc()));
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = await links.get();
      const frames = [BEAT_FRAME, update, bytesOf(random, random.below(40))].slice(random.below(3));
      const good = encodeRequest({
        kind: 'upload',
        number: 1 + random.below(3),
        isLast: random.below(9) === 0,
        frames,
      });
      const body = spoil(random, random.below(6) === 0 ? encodeRequest({ kind: 'poll', have: random.below(3) }) : good);
      // A poll that is good would be held; the next one lets it go.
      const asks = link.post(body);
      if (body[0] === 0) await link.post(encodeRequest({ kind: 'poll', have: 0 })).catch(() => undefined);
      const { status } = await asks;
      count(counts, status);
      expect([200, 204, 400, 404, 409], `round ${round} of seed ${SEED}`).toContain(status);
      if (status !== 204 && status !== 200) links.drop();
    }
    expect(counts[400]).toBeGreaterThan(ROUNDS / 4);
    for (const page of honest) await expectHonest(page);
    await expectIntact(server, sessionId);
  });

  it(`leave the server up and honest people served: ${ROUNDS} broken sequences of frames and pieces`, async () => {
    const { server, sessionId, honest } = await aPatientServer();
    const links = await aLinkThatReturns(server, sessionId);
    const random = seededRandom(SEED + 1);
    const counts: Record<number, number> = {};
    const presence = Uint8Array.of(MESSAGE.awareness, 1, 1);
    const large = [
      ...cutInParts(encodeSync(SYNC.update, bytesOf(random, MAX_FRAME + 500)), 1),
      ...cutInParts(encodeSync(SYNC.step2, bytesOf(random, 2 * MAX_FRAME)), 2),
    ];
    const small = cutInParts(encodeSync(SYNC.update, bytesOf(random, 300)), 3);
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = await links.get();
      const frames = Array.from({ length: 1 + random.below(4) }, () => {
        const frame = random.pick([BEAT_FRAME, presence, ...small, ...small, random.pick(large)]);
        return random.below(3) === 0 ? spoil(random, frame) : frame;
      });
      const status = await link.upload(frames);
      count(counts, status);
      expect([204, 400, 404, 409], `round ${round} of seed ${SEED + 1}`).toContain(status);
      if (status !== 204) links.drop();
    }
    // Every end is a link that somebody sent something bad over.
    expect(links.opened()).toBeGreaterThan(ROUNDS / 4);
    for (const page of honest) await expectHonest(page);
    await expectIntact(server, sessionId);
  });

  it('are refused with a status of their own when they are no requests of ours at all', async () => {
    const { server, sessionId, honest } = await aPatientServer();
    const { cookie, get } = await aLinkThatReturns(server, sessionId);
    const own = { cookie, origin: server.origin };
    const path = `/sync/${sessionId}`;
    const { link } = await get();
    for (const [name, length, status] of [
      [link, MAX_UPLOAD + 1, 413],
      [link, MAX_UPLOAD, 400],
      ['x', MAX_UPLOAD, 404],
    ] as const) {
      const headers = { ...own, [LINK_HEADER]: name };
      expect((await postTo(server, path, headers, new Uint8Array(length).fill(200))).status).toBe(status);
    }
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect((await fetch(`${server.origin}${path}`, { method, headers: own })).status).toBe(405);
    const said = await new Promise<string>((done) => {
      const socket = connect(server.port, '127.0.0.1');
      const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`];
      socket.write(
        [...head, `${LINK_HEADER}: ${link}`, 'Transfer-Encoding: chunked', '', '1', 'x', '0', '', ''].join('\r\n'),
      );
      socket.on('data', (data) => {
        socket.destroy();
        done(String(data));
      });
    });
    expect(said).toMatch(/^HTTP\/1\.1 411 /);
    for (const page of honest) await expectHonest(page);
  });

  it('that never end are given up, and do not keep the others waiting', async () => {
    const { server, sessionId, honest } = await aPatientServer();
    const { link } = await (await aLinkThatReturns(server, sessionId)).get();
    const head = [`POST /sync/${sessionId} HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`];
    let ended = 0;
    const sockets = Array.from({ length: 150 }, () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write([...head, `${LINK_HEADER}: ${link}`, `Content-Length: ${MAX_UPLOAD}`, '', 'half'].join('\r\n'));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        ended += 1;
      });
      socket.resume();
      return socket;
    });
    for (const page of honest) await expectHonest(page);
    await until(() => ended === sockets.length, 'all of them to be given up', 20_000);
    for (const page of honest) await expectHonest(page);
  });
});
