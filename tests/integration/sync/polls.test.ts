import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeBatch, encodeRequest, LINK_HEADER } from '@/lib/collab/polling-protocol';
import { BEAT_FRAME, CLOSE, SYNC } from '@/lib/collab/protocol';
import { newId } from '@/lib/core/ids';
import { DOOR_LIMITS } from '@/server/sync/door/door';
import { encodeSync } from '@/server/sync/links/messages';
import { gatedLog } from '@/tests/support/gated-log';
import { postTo, type RawPolls, rawPolls } from '@/tests/support/poll-raw';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();

const NOTHING = encodeSync(SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc()));
const QUESTION = encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc()));
const pollBody = (have: number) => encodeRequest({ kind: 'poll', have });

/** A link of a new member. */
async function aLink(server: SyncServer, sessionId: Parameters<SyncServer['member']>[0]) {
  const memberId = await server.member(sessionId);
  const cookie = `member=${memberId}`;
  return { memberId, cookie, link: await rawPolls(server, sessionId, { cookie }) };
}

/** Polls until the welcome and what comes with it is there. */
const greeted = (link: RawPolls) => link.pollUntil(() => link.frames.length >= 2, 'the welcome');

describe('a link over HTTP', () => {
  it('takes edits, acknowledges them when they are stored, and hears of those of others', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { link } = await aLink(server, sessionId);
    await link.upload([QUESTION, NOTHING]);
    await link.pollUntil(() => link.acknowledged() === 1, 'the ack');
    const before = link.frames.length;
    aTouchpoint(anna, 'Poster');
    const heard = () => link.frames.slice(before).some((frame) => Buffer.from(frame).includes('Poster'));
    await link.pollUntil(heard, 'the edit of Anna');
  });

  it('does not take an upload twice when its answer was lost (T13)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { link } = await aLink(server, sessionId);
    for (const number of [1, 1, 1, 2, 1, 2]) expect(await link.upload([NOTHING], number)).toBe(204);
    await link.upload([BEAT_FRAME], 3);
    await link.pollUntil(() => link.frames.some(([type]) => type === BEAT_FRAME[0]), 'the beat');
    await link.pollUntil(() => link.acknowledged() === 2, 'the acks');
  });

  it('gives a batch again until the page says that it arrived', async () => {
    const server = await start();
    const { link } = await aLink(server, await server.session());
    const first = await link.post(pollBody(0));
    expect((await link.post(pollBody(0))).body).toEqual(first.body);
    expect(decodeBatch(first.body)).toMatchObject({ number: 1, code: 0 });
    await link.upload([BEAT_FRAME]);
    const second = decodeBatch((await link.post(pollBody(1))).body);
    expect(second).toEqual({ number: 2, code: 0, frames: [BEAT_FRAME] });
    // One of before, which was overtaken: no answer, and nothing is spoiled by it.
    expect(decodeBatch((await link.post(pollBody(0))).body)).toEqual({ number: 2, code: 0, frames: [] });
    expect(decodeBatch((await link.post(pollBody(1))).body)).toEqual(second);
  });

  it('ends with a name for a page that makes no sense, and for one that is too fast', async () => {
    const server = await start();
    const sessionId = await server.session();
    const bodies = [new Uint8Array(), Uint8Array.of(9), pollBody(7), Uint8Array.of(1, 1, 200), Uint8Array.of(1, 5, 0)];
    for (const body of bodies) {
      const { link } = await aLink(server, sessionId);
      expect((await link.post(body)).status).toBe(400);
      expect([body, await link.untilClosed()]).toEqual([body, CLOSE.badFrame]);
    }
    const { link } = await aLink(server, sessionId);
    expect(await link.upload([Uint8Array.of(99)])).toBe(204);
    expect(await link.untilClosed()).toBe(CLOSE.badFrame);
    const { link: hasty } = await aLink(server, sessionId);
    await greeted(hasty);
    const beats = Array.from({ length: 500 }, () => BEAT_FRAME);
    await hasty.upload(beats);
    expect(await hasty.untilClosed()).toBe(CLOSE.tooFast);
    await until(() => server.rooms.figures().connections === 0, 'all of them to be gone');
  });

  it('is forgotten soon after a page that polls no more, like a dead socket', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { link } = await aLink(server, sessionId);
    expect(server.rooms.figures().connections).toBe(1);
    await until(() => server.rooms.figures().connections === 0, 'the silent link to end', 12_000);
    expect((await link.post(pollBody(0))).status).toBe(404);
    expect(server.rooms.figures()).toEqual({ rooms: 0, connections: 0 });
  });
});

describe('who gets in over HTTP', () => {
  it('only pages of our own origin, at every request (S1)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { link, cookie } = await aLink(server, sessionId);
    const { port } = server;
    const origins = ['null', '', 'http://evil.example', `${server.origin}.evil.example`, `${server.origin}0`].concat([
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `${server.origin}/`,
      '*',
    ]);
    for (const origin of origins) {
      const forms: readonly Record<string, string>[] = [
        { cookie, origin },
        { cookie, origin, [LINK_HEADER]: link.link },
      ];
      for (const headers of forms) {
        const { status } = await postTo(server, `/sync/${sessionId}`, headers, pollBody(0));
        expect([origin, status]).toEqual([origin, 403]);
      }
    }
    expect((await postTo(server, `/sync/${sessionId}`, { cookie })).status).toBe(403);
  });

  it('answers alike for unknown, foreign and no session, and for links of others (S5)', async () => {
    const server = await start();
    const [mine, theirs] = [await server.session(), await server.session()];
    const [own, other, elsewhere] = [await aLink(server, mine), await aLink(server, mine), await aLink(server, theirs)];
    const { origin } = server;
    for (const path of [theirs, newId(), 'x', '', '__proto__', `${theirs}/`, `${mine}%2f..`]) {
      expect([path, (await postTo(server, `/sync/${path}`, { cookie: own.cookie, origin })).status]).toEqual([
        path,
        404,
      ]);
    }
    expect((await postTo(server, `/sync/${mine}`, { origin })).status).toBe(404);
    const links: readonly (readonly [string, string, string])[] = [
      [mine, own.cookie, other.link.link],
      [theirs, own.cookie, elsewhere.link.link],
      [theirs, own.cookie, own.link.link],
      [mine, own.cookie, elsewhere.link.link],
      [theirs, elsewhere.cookie, own.link.link],
      [mine, '', own.link.link],
      [mine, 'member=x', own.link.link],
      [mine, own.cookie, `${own.link.link}x`],
      [mine, own.cookie, ''],
      [mine, own.cookie, '__proto__'],
    ];
    for (const [session, cookie, link] of links) {
      const headers = { cookie, origin, [LINK_HEADER]: link };
      for (const body of [pollBody(0), encodeRequest({ kind: 'upload', number: 1, isLast: true, frames: [] })]) {
        const reply = await postTo(server, `/sync/${session}`, headers, body);
        expect([session, cookie, link, reply.status, reply.body.length]).toEqual([session, cookie, link, 404, 0]);
      }
    }
    for (const { link } of [own, other, elsewhere]) await greeted(link);
  });

  it('goes on when the cookies of the browser change, as long as they are of the same person', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { cookie, link } = await aLink(server, sessionId);
    const headers = { origin: server.origin, [LINK_HEADER]: link.link };
    const changed = { ...headers, cookie: `locale=en; ${cookie}` };
    expect((await postTo(server, `/sync/${sessionId}`, changed, pollBody(0))).status).toBe(200);
    expect((await postTo(server, `/sync/${sessionId}`, { ...headers, cookie: 'locale=en' }, pollBody(0))).status).toBe(
      404,
    );
  });

  it('counts links with the sockets of a member (S15)', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { cookie } = await aLink(server, sessionId);
    for (let count = 1; count < DOOR_LIMITS.perMember; count += 1) await rawPolls(server, sessionId, { cookie });
    await expect(rawPolls(server, sessionId, { cookie })).rejects.toThrow('429');
    await aLink(server, sessionId);
  });

  it('tells nothing to caches', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { cookie, link } = await aLink(server, sessionId);
    const headers = { cookie, origin: server.origin };
    const opened = await postTo(server, `/sync/${sessionId}`, headers);
    const polled = await postTo(server, `/sync/${sessionId}`, { ...headers, [LINK_HEADER]: link.link }, pollBody(0));
    for (const reply of [opened, polled]) {
      expect(reply.headers.get('cache-control')).toContain('no-store');
      expect(reply.headers.get('content-encoding')).toBeNull();
    }
  });
});

describe('losing access over HTTP (T21, S8)', () => {
  it('ends a held poll at once, with the name of the reason, and nothing is taken after it', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { link, memberId } = await aLink(server, sessionId);
    await greeted(link);
    const held = link.untilClosed();
    await server.db.prisma.member.update({ where: { id: memberId }, data: { removedAt: new Date() } });
    const at = performance.now();
    server.rooms.closeMember(sessionId, memberId);
    expect(await held).toBe(CLOSE.removed);
    expect(performance.now() - at).toBeLessThan(1_000);
    expect(await link.upload([NOTHING])).toBe(409);
    const before = link.frames.length;
    aTouchpoint(anna);
    await anna.saved();
    await link.poll();
    expect(link.frames.length).toBe(before);
    await expect(rawPolls(server, sessionId, { cookie: `member=${memberId}` })).rejects.toThrow('404');
  });

  it('also names the reason to a page that asks a little later', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { link, memberId } = await aLink(server, sessionId);
    await greeted(link);
    server.rooms.renewMember(sessionId, memberId);
    await until(() => server.rooms.figures().connections === 0, 'the link to be gone');
    expect(await link.untilClosed()).toBe(CLOSE.memberChanged);
  });

  it('ends with its session, and with the server, which stores what it took first', async () => {
    const server = await start();
    const sessionId = await server.session();
    const { link } = await aLink(server, sessionId);
    await greeted(link);
    const held = link.untilClosed();
    await server.rooms.closeSession(sessionId);
    expect(await held).toBe(CLOSE.sessionGone);
    const other = await server.session();
    const last = (await aLink(server, other)).link;
    await greeted(last);
    await last.upload([NOTHING]);
    const closed = last.untilClosed();
    const at = performance.now();
    await server.rooms.shutdown();
    expect(await closed).toBe(CLOSE.tryAgain);
    expect(last.acknowledged()).toBe(1);
    expect(performance.now() - at).toBeLessThan(2_000);
  });

  it('takes no upload any more while the server stops: the page keeps it for the next one', async () => {
    const door = gatedLog();
    const server = await start({ journeys: door.wrap });
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { link } = await aLink(server, sessionId);
    await greeted(link);
    door.close();
    aTouchpoint(anna);
    const attempts = door.attempts();
    await until(() => door.attempts() > attempts, 'an edit to be on its way to the disk');
    const stopped = server.rooms.shutdown();
    expect(await link.upload([NOTHING])).toBe(409);
    door.open();
    await stopped;
    expect(await link.untilClosed()).toBe(CLOSE.tryAgain);
    expect(link.acknowledged()).toBe(0);
  });
});
