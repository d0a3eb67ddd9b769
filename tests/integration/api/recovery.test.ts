import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { getRecovery, restoreJourney } from '@/lib/api/recovery';
import { getCalendar, getJourney, type SessionReply } from '@/lib/api/sessions';
import { dispatch } from '@/lib/collab/dispatch';
import { readJourney } from '@/lib/collab/mirror';
import type { MemberId } from '@/lib/core/ids';
import { cleanUp } from '@/server/services/clean-up';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

const DAY_MS = 86_400_000;

let api: TestApi;
afterEach(() => api.close());

/** A persona with that name, written as the server; or its removal. */
const write = (session: SessionReply, name: string): Promise<void> =>
  api.context.rooms.write(session.id, (doc) => {
    const journey = readJourney(doc);
    const actor = { role: 'facilitator', isOwner: true } as const;
    const context = { doc, journey, actor, memberId: 'server' as MemberId, now: () => new Date() };
    const done = dispatch(context, 'addPersona', { name, summary: '' });
    if (!done.ok) throw new Error(done.error);
  });

/** Everybody leaves: the log is compacted, and a restore point made. */
async function restart(): Promise<void> {
  await api.context.rooms.shutdown();
  await api.stop();
  api = await startApi({ dataDir: api.dataDir });
}

/** Bytes rot on the disk while nobody has the journey open. */
async function spoil(table: 'journeySnapshot' | 'journeyUpdate', sessionId: string, seq?: number): Promise<void> {
  const [prisma, data] = [api.context.db.prisma, { data: new Uint8Array([1, 2, 3]) }];
  const where = { sessionId, seq };
  const { count } =
    table === 'journeySnapshot'
      ? await prisma.journeySnapshot.updateMany({ where, data })
      : await prisma.journeyUpdate.updateMany({ where, data });
  expect(count).toBeGreaterThan(0);
}

async function aJourney(): Promise<{
  anna: TestBrowser;
  session: SessionReply;
  params: { sessionId: SessionReply['id'] };
}> {
  api = await startApi();
  const anna = await anOrganiser(api);
  const session = await aSession(anna, { templateId: 'empty' });
  return { anna, session, params: { sessionId: session.id } };
}

const names = async (browser: TestBrowser, params: { sessionId: SessionReply['id'] }): Promise<readonly string[]> =>
  (await browser.get(getJourney, { params })).personas.map(({ name }) => name).sort();

describe('a damaged journey (T5)', () => {
  it('is offered back as it was at the last restore point, and is there again', async () => {
    const { anna, session, params } = await aJourney();
    await write(session, 'Fatima');
    await restart();
    await spoil('journeySnapshot', session.id);
    expect((await anna.call(getJourney, { params })).status).toBe(500);

    const { isDamaged, moments } = await anna.get(getRecovery, { params });
    expect(isDamaged).toBe(true);
    expect(moments).toMatchObject([{ personas: 1, touchpoints: 0, missing: 0 }]);
    const point = moments[0]?.point ?? Number.NaN;
    expect(await anna.get(restoreJourney, { params, body: { point } })).toEqual({ isDamaged: false, moments: [] });
    expect(await names(anna, params)).toEqual(['Fatima']);

    await write(session, 'Gerda');
    expect(await names(anna, params)).toEqual(['Fatima', 'Gerda']);
    expect((await anna.call(restoreJourney, { params, body: { point } })).status).toBe(409);
    await restart();
    expect(await names(anna, params)).toEqual(['Fatima', 'Gerda']);
    expect((await anna.get(getCalendar, { params })).entries).toEqual([]);
  });

  it('keeps every edit before the first damaged one, and tells how many come after it', async () => {
    const { anna, session, params } = await aJourney();
    // The pieces stay apart, as when the process is gone before the last one has left.
    Object.assign(api.context.db.journeys, { compact: async () => undefined });
    for (const name of ['Ada', 'Bep', 'Cor', 'Dik']) await write(session, name);
    await restart();
    const pieces = await api.context.db.prisma.journeyUpdate.findMany({ where: { sessionId: session.id } });
    expect(pieces.length).toBeGreaterThan(4);
    const third = pieces.at(-2)?.seq ?? Number.NaN;
    await spoil('journeyUpdate', session.id, third);

    const { moments } = await anna.get(getRecovery, { params });
    expect(moments[0]).toMatchObject({ point: third - 1, missing: 2 });
    expect((await anna.call(restoreJourney, { params, body: { point: third } })).status).toBe(404);
    await anna.get(restoreJourney, { params, body: { point: third - 1 } });
    expect(await names(anna, params)).toEqual(['Ada', 'Bep', 'Cor'].slice(0, moments[0]?.personas));
    expect(await names(anna, params)).not.toContain('Dik');
    // What was damaged lies aside, byte by byte.
    const aside = await api.context.db.prisma.journeyDamage.findMany({ where: { sessionId: session.id } });
    expect(aside.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(pieces.map(({ seq }) => seq));
    expect(aside.find(({ seq }) => seq === third)?.data).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('is left alone while it lives in memory, and whenever its bytes are right', async () => {
    const { anna, session, params } = await aJourney();
    await write(session, 'Ada');
    expect(await anna.get(getRecovery, { params })).toEqual({ isDamaged: false, moments: [] });
    for (const point of [0, 1, 2])
      expect((await anna.call(restoreJourney, { params, body: { point } })).status).toBe(409);
    expect(await names(anna, params)).toEqual(['Ada']);
  });

  it('is restored once when two ask at the same moment', async () => {
    const { anna, session, params } = await aJourney();
    await write(session, 'Ada');
    const { browser: bea } = await aGuest(api, anna, session, 'facilitator');
    await restart();
    await spoil('journeySnapshot', session.id);
    const point = (await anna.get(getRecovery, { params })).moments[0]?.point ?? Number.NaN;
    const answers = await Promise.all([anna, bea].map((who) => who.call(restoreJourney, { params, body: { point } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await api.context.db.prisma.journeyDamage.count()).toBe(1);
    expect(await names(anna, params)).toEqual(['Ada']);
  });

  it('offers nothing when nothing is left, and stays as it was', async () => {
    const { anna, session, params } = await aJourney();
    await write(session, 'Ada');
    await restart();
    await spoil('journeySnapshot', session.id);
    await api.context.db.prisma.journeyPoint.deleteMany();
    expect(await anna.get(getRecovery, { params })).toEqual({ isDamaged: true, moments: [] });
    expect((await anna.call(restoreJourney, { params, body: { point: 0 } })).status).toBe(404);
    expect(await api.context.db.prisma.journeySnapshot.count()).toBe(1);
  });
});

describe('restore points and damage', () => {
  const occurrences = async (text: string): Promise<number> => {
    const files = (await readdir(api.dataDir, { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
    return contents.filter((bytes) => bytes.includes(text)).length;
  };

  it('P6 are gone from the disk after 7 days, with the text that was deleted since', async () => {
    const { anna, session, params } = await aJourney();
    await write(session, 'Weggehaald-9xk3');
    await restart();
    await api.context.rooms.write(session.id, (doc) => {
      for (const id of [...doc.getMap('personas').keys()]) doc.getMap('personas').delete(id);
    });
    await restart();
    const { prisma } = api.context.db;
    // As if the first point was made in an hour before this one.
    const before = new Date(Date.now() - 2 * 3_600_000);
    const { hash } = await prisma.journeyPoint.findFirstOrThrow();
    await prisma.journeyPoint.create({
      data: { sessionId: session.id, seq: 1, data: Buffer.from('Weggehaald-9xk3'), hash, createdAt: before },
    });
    await prisma.journeyDamage.create({
      data: {
        id: 'x',
        sessionId: session.id,
        seq: 1,
        whole: false,
        data: Buffer.from('Weggehaald-9xk3'),
        hash,
        createdAt: before,
      },
    });
    await api.context.db.checkpoint();
    expect(await occurrences('Weggehaald-9xk3')).toBe(1);

    const inDays = async (days: number): Promise<number> => {
      const { moments } = await cleanUp(api.context, new Date(Date.now() + days * DAY_MS));
      await api.context.db.checkpoint();
      return moments;
    };
    expect(await inDays(6.9)).toBe(0);
    expect(await inDays(6.95)).toBe(2);
    expect(await occurrences('Weggehaald-9xk3')).toBe(0);
    expect(await prisma.journeyPoint.count()).toBe(1);
    expect(await names(anna, params)).toEqual([]);
  });
});
