import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeBatch, encodeRequest, LINK_HEADER } from '@/lib/collab/polling-protocol';
import { CLOSE, SYNC } from '@/lib/collab/protocol';
import { encodeSync } from '@/server/sync/links/messages';
import { aCluster, canCluster, type Pair } from '@/tests/support/cluster';
import { postTo, rawPolls } from '@/tests/support/poll-raw';
import { aTouchpoint, until } from '@/tests/support/sync-client';

const NOTHING = encodeSync(SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc()));
/** The first poll of a page. */
const ASK = encodeRequest({ kind: 'poll', have: 0 });
const QUESTION = encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc()));

const polls = (): void => {
  const { pair, join } = aCluster();

  /** A link of a new member on the first server, whose requests reach the second one. */
  async function aDetour({ a, b, sessionId }: Pair) {
    const memberId = await a.member(sessionId);
    const cookie = `member=${memberId}`;
    const { link } = await rawPolls(a, sessionId, { cookie });
    const post = (body: Uint8Array, { cookies = cookie, name = link } = {}) =>
      postTo(b, `/sync/${sessionId}`, { cookie: cookies, origin: b.origin, [LINK_HEADER]: name }, body);
    return { memberId, cookie, link, post };
  }

  it('works whichever server its requests reach: edits, acks, edits of others', async () => {
    const servers = await pair();
    const { a, b, sessionId } = servers;
    const anna = await join(b, sessionId);
    const { post } = await aDetour(servers);
    const upload = (number: number, frames: readonly Uint8Array[]) =>
      post(encodeRequest({ kind: 'upload', number, isLast: false, frames }));
    expect((await upload(1, [QUESTION, NOTHING])).status).toBe(204);
    // An upload whose answer was lost is not taken twice on this way either.
    expect((await upload(1, [QUESTION, NOTHING])).status).toBe(204);
    const { id } = aTouchpoint(anna, 'Poster');
    await until(() => anna.journey().touchpoints.has(id), 'the touchpoint');
    const heard: Uint8Array[] = [];
    for (let have = 0; !heard.some((bytes) => Buffer.from(bytes).includes('Poster')); have += 1) {
      const { status, body } = await post(encodeRequest({ kind: 'poll', have }));
      expect(status).toBe(200);
      heard.push(body);
      expect(have).toBeLessThan(50);
    }
    expect(a.rooms.figures().connections).toBe(1);
    expect(b.rooms.figures().connections).toBe(1);
  });

  it('is nobody else’s on the other server either, and needs no old cookie (S5)', async () => {
    const servers = await pair();
    const { a, sessionId } = servers;
    const { link, memberId, post } = await aDetour(servers);
    const ask = async (cookies?: string, name?: string) => (await post(ASK, { cookies, name })).status;
    const villain = await a.member(sessionId);
    for (const cookies of [`member=${villain}`, 'member=nobody', 'x=y']) expect(await ask(cookies)).toBe(404);
    const [place = '', id = '', mark = ''] = link.split('.');
    // Names that were given out bear a mark, so that with others nothing is even carried to the other server.
    for (const name of [`${place}.${id}`, `${place}.${id}.`, `${place}.${id}x.${mark}`, `${place}.${id}.${mark}x`])
      expect(await ask(undefined, name)).toBe(404);
    for (const name of [place, `${place}.`, `${place}.guess`, 'nowhere.guess', '.', ''])
      expect(await ask(undefined, name)).toBe(404);
    // The same person with a cookie more than before.
    expect(await ask(`other=1; member=${memberId}`)).toBe(200);
    expect(await ask(`other=1; member=${villain}`)).toBe(404);
  });

  it('ends with the right code on the other server, and is unknown when its server is gone', async () => {
    const servers = await pair();
    const { a, b, sessionId } = servers;
    const { memberId, post } = await aDetour(servers);
    expect((await post(ASK)).status).toBe(200);
    const held = post(encodeRequest({ kind: 'poll', have: 1 }));
    b.rooms.closeMember(sessionId, memberId);
    expect(decodeBatch((await held).body)?.code).toBe(CLOSE.removed);
    const another = await aDetour(servers);
    await a.stop();
    expect((await another.post(ASK)).status).toBe(404);
  });
};

if (await canCluster()) describe('HTTP in place of web sockets, with two servers', () => polls());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
