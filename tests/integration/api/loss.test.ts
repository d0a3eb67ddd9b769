import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { dismissLoss } from '@/lib/api/recovery';
import { getReady } from '@/lib/api/service';
import { getJourney, type SessionReply } from '@/lib/api/sessions';
import { dispatch } from '@/lib/collab/dispatch';
import { readJourney } from '@/lib/collab/mirror';
import type { MemberId } from '@/lib/core/ids';
import { createMetrics } from '@/server/http/metrics';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';
import { photograph, putBackTorn } from '@/tests/support/torn-log';

let api: TestApi;
afterEach(() => api.close());

/** Adds a persona, as the server: two edits. */
const addPersona = ({ id }: SessionReply, name: string): Promise<void> =>
  api.context.rooms.write(id, (doc) => {
    const actor = { role: 'facilitator', isOwner: true } as const;
    const context = { doc, journey: readJourney(doc), actor, memberId: 'server' as MemberId, now: () => new Date() };
    dispatch(context, 'addPersona', { name, summary: '' });
  });

async function restart(): Promise<void> {
  await api.stop();
  api = await startApi({ dataDir: api.dataDir });
}

type Scene = {
  readonly anna: TestBrowser;
  readonly bea: TestBrowser;
  readonly torn: readonly SessionReply[];
  readonly whole: SessionReply;
};

/** Three sessions with a writer in each; the last edits of two of them go with the write-ahead log. */
async function aLoss(): Promise<Scene> {
  api = await startApi();
  const anna = await anOrganiser(api);
  const [whole, first, second] = [await aSession(anna), await aSession(anna), await aSession(anna)];
  const { browser: bea } = await aGuest(api, anna, first, 'writer');
  const torn = [first, second];
  for (const session of [whole, ...torn]) await addPersona(session, 'Blijft');
  const { databaseFile } = api.context.env;
  const photo = join(api.dataDir, 'photo');
  await api.context.db.checkpoint();
  for (const session of torn) await addPersona(session, 'Verdwijnt');
  await photograph(databaseFile, photo);
  await api.stop();
  await putBackTorn(photo, databaseFile);
  api = await startApi({ dataDir: api.dataDir });
  return { anna, bea, torn, whole };
}

const lostNow = async () => (await api.browser().get(getReady)).lost;
const dismiss = (browser: TestBrowser, { id }: SessionReply) =>
  browser.call(dismissLoss, { params: { sessionId: id } });

/** The figures about losses. */
async function figures(): Promise<readonly string[]> {
  const metrics = createMetrics();
  metrics.show(api.context.rooms, api.context.db.losses);
  return (await metrics.text()).split('\n').filter((line) => line.startsWith('reisgezel_lost'));
}

it('T4 tells who watches the server how much was lost, also after another start, and is ready all the same', async () => {
  const { anna, torn } = await aLoss();
  for (const params of torn.map(({ id }) => ({ sessionId: id })))
    expect((await anna.get(getJourney, { params })).personas.map(({ name }) => name)).toEqual(['Blijft']);
  const { sessions, edits } = await lostNow();
  expect(sessions).toBe(2);
  expect(edits).toBeGreaterThanOrEqual(2);
  expect(await figures()).toEqual([`reisgezel_lost_edits ${edits}`, 'reisgezel_lost_edits_sessions 2']);
  await restart();
  expect(await lostNow()).toEqual({ sessions, edits });
});

it('T4 is quiet about a session once its journey lead has seen it, and about no other', async () => {
  const { anna, bea, torn, whole } = await aLoss();
  const [first, second] = torn as [SessionReply, SessionReply];
  const before = await lostNow();
  expect((await dismiss(bea, first)).status).toBe(403);
  expect((await dismiss(bea, second)).status).toBe(404);
  expect((await dismiss(anna, whole)).status).toBe(204);
  expect(await lostNow()).toEqual(before);
  for (const _press of [1, 2]) expect((await dismiss(anna, first)).status).toBe(204);
  expect(await lostNow()).toEqual({ sessions: 1, edits: before.edits / 2 });
  await restart();
  expect((await lostNow()).sessions).toBe(1);
  expect((await dismiss(anna, second)).status).toBe(204);
  await restart();
  expect(await lostNow()).toEqual({ sessions: 0, edits: 0 });
  expect(await figures()).toEqual(['reisgezel_lost_edits 0', 'reisgezel_lost_edits_sessions 0']);
});
