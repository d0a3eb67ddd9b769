import { afterEach, describe, expect, it } from 'vitest';
import {
  changeSession,
  createExample,
  createInvitation,
  deleteSession,
  getJourney,
  getSession,
  joinSession,
  listSessions,
} from '@/lib/api/sessions';
import { cleanUp } from '@/server/services/clean-up';
import { openExample } from '@/server/services/example';
import { startApi, type TestApi } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
afterEach(() => api.close());

const DAY_MS = 86_400_000;

describe('the example', () => {
  it('opens in one click for somebody without an account, who leads it', async () => {
    api = await startApi();
    const visitor = api.browser();
    const { id } = await visitor.get(createExample);
    const params = { sessionId: id };
    expect(await visitor.get(getSession, { params })).toMatchObject({
      role: 'facilitator',
      isOwner: false,
      me: { name: 'Reisleider' },
    });
    expect((await visitor.get(getJourney, { params })).personas).toHaveLength(3);
    const { token } = await visitor.get(createInvitation, { params, body: { role: 'writer' } });
    const friend = api.browser();
    await friend.get(joinSession, { body: { token, name: 'Bilal' } });
    expect((await friend.get(getSession, { params })).role).toBe('writer');
    expect((await visitor.call(changeSession, { params, body: { title: 'Van mij' } })).status).toBe(200);
    expect((await visitor.call(deleteSession, { params })).status).toBe(403);
    expect((await api.browser().call(getSession, { params })).status).toBe(404);
  });

  it('is the same one for a second click, and another one for somebody else', async () => {
    api = await startApi();
    const visitor = api.browser();
    const first = await visitor.get(createExample);
    const again = await Promise.all([visitor.get(createExample), visitor.get(createExample)]);
    expect(again).toEqual([first, first]);
    expect((await api.browser().get(createExample)).id).not.toBe(first.id);
  });

  it('is one example when a known guest clicks twice at once', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const { browser: guest } = await aGuest(api, anna, await aSession(anna), 'writer');
    const [one, two] = await Promise.all([guest.get(createExample), guest.get(createExample)]);
    expect(one).toEqual(two);
  });

  it('is over after a day: closed at once, gone with the next clean-up', async () => {
    api = await startApi();
    const visitor = api.browser();
    const { id } = await visitor.get(createExample);
    const { prisma } = api.context.db;
    const { expiresAt } = await prisma.session.findUniqueOrThrow({ where: { id } });
    expect(Math.abs((expiresAt?.getTime() ?? 0) - Date.now() - DAY_MS)).toBeLessThan(60_000);
    await prisma.session.update({ where: { id }, data: { expiresAt: new Date() } });
    expect((await visitor.call(getSession, { params: { sessionId: id } })).status).toBe(404);
    await cleanUp(api.context, new Date());
    expect(await prisma.session.count()).toBe(0);
    expect(await prisma.guest.count()).toBe(0);
  });

  it('is an ordinary session of their own for an organiser', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const { id } = await anna.get(createExample);
    expect((await anna.get(listSessions)).sessions).toMatchObject([
      { id, isOwner: true, title: 'Afval scheiden in de hoogbouw' },
    ]);
    const { expiresAt } = await api.context.db.prisma.session.findUniqueOrThrow({ where: { id } });
    expect(expiresAt).toBeNull();
  });

  it('S15 exists 200 times at most, and is limited per address', async () => {
    api = await startApi({ limits: { example: { points: 2, seconds: 60 } } });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await api.browser().call(createExample)).status);
    expect(statuses).toEqual([201, 201, 429]);
    const expiresAt = new Date(Date.now() + DAY_MS);
    await api.context.db.prisma.session.createMany({
      data: Array.from({ length: 198 }, (_, index) => ({ id: `filler-${index}`, title: 'x', expiresAt })),
    });
    expect(await openExample(api.context, { organiser: null, guest: null }, 'nl')).toEqual({
      ok: false,
      error: 'full',
    });
  });
});
