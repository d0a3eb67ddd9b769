import { afterEach, describe, expect, it } from 'vitest';
import { createExample } from '@/lib/api/sessions';
import { CLOSE } from '@/lib/collab/protocol';
import { newId, type SessionId } from '@/lib/core/ids';
import { createAdmit } from '@/server/auth/admit';
import { createReview } from '@/server/auth/review';
import type { Admission } from '@/server/sync/contract';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
afterEach(() => api.close());

const DAY_MS = 86_400_000;

/** Lets a browser in to a session, as its socket would be. */
async function admitted(browser: TestBrowser, sessionId: string): Promise<Admission> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = { headers: { cookie } } as Parameters<ReturnType<typeof createAdmit>>[0];
  const admission = await createAdmit(api.context)(request, sessionId as SessionId);
  if (!admission) throw new Error('not let in');
  return admission;
}

/** An organiser and a guest in one session. */
async function aPair() {
  api = await startApi();
  const anna = await anOrganiser(api);
  const session = await aSession(anna);
  const { browser } = await aGuest(api, anna, session, 'writer');
  const people = [await admitted(anna, session.id), await admitted(browser, session.id)] as const;
  const review = createReview(api.context.db);
  return { people, session, codes: (at = Date.now()) => review(people, new Date(at)) };
}

describe('people who were let in are looked up again by the rules by which they came in', () => {
  it('who has not changed may stay', async () => {
    const { codes, people } = await aPair();
    expect(await codes()).toEqual([null, null]);
    expect(people.map(({ isOwner }) => isOwner)).toEqual([true, false]);
  });

  it('knows when each way in ends, and ends it then (S21)', async () => {
    const { people, codes } = await aPair();
    const days = people.map(({ expiresAt }) => Math.round(((expiresAt ?? 0) - Date.now()) / DAY_MS));
    expect(days).toEqual([14, 90]);
    expect(await codes(people[0].expiresAt ?? 0)).toEqual([CLOSE.signedOut, null]);
    expect(await codes(people[1].expiresAt ?? 0)).toEqual([CLOSE.signedOut, CLOSE.signedOut]);
  });

  it('finds out who was taken out, renamed, got another role, or is owner no more', async () => {
    const { people, codes, session } = await aPair();
    const { member } = api.context.db.prisma;
    const [anna, guest] = people.map(({ identity }) => ({ where: { id: identity.memberId } }));
    if (!anna || !guest) throw new Error('two people');
    for (const change of [{ role: 'observer' }, { name: 'Bo' }, { colour: 7 }]) {
      const before = await member.findUniqueOrThrow(guest);
      await member.update({ ...guest, data: change });
      expect(await codes()).toEqual([null, CLOSE.memberChanged]);
      await member.update({ ...guest, data: { role: before.role, name: before.name, colour: before.colour } });
    }
    expect(await codes()).toEqual([null, null]);
    await api.context.db.prisma.session.update({ where: { id: session.id }, data: { ownerId: null } });
    expect(await codes()).toEqual([CLOSE.memberChanged, null]);
    await member.update({ ...guest, data: { removedAt: new Date() } });
    expect((await codes())[1]).toBe(CLOSE.removed);
    await member.delete(guest);
    expect((await codes())[1]).toBe(CLOSE.removed);
  });

  it('finds out who signed out, and whose cookie was cleaned up', async () => {
    const { codes } = await aPair();
    await api.context.db.prisma.authSession.deleteMany();
    expect(await codes()).toEqual([CLOSE.signedOut, null]);
    await api.context.db.prisma.guest.deleteMany();
    expect(await codes()).toEqual([CLOSE.signedOut, CLOSE.removed]);
  });

  it('tells a session that was deleted from one that somebody was taken out of', async () => {
    const { codes } = await aPair();
    await api.context.db.prisma.session.deleteMany();
    expect(await codes()).toEqual([CLOSE.sessionGone, CLOSE.sessionGone]);
  });

  it('ends an example session for everybody in it at its moment', async () => {
    api = await startApi();
    const visitor = api.browser();
    const { id } = await visitor.get(createExample);
    const admission = await admitted(visitor, id);
    const review = createReview(api.context.db);
    const end = admission.expiresAt ?? 0;
    expect(end - Date.now()).toBeLessThanOrEqual(DAY_MS);
    expect(await review([admission], new Date(end - 1))).toEqual([null]);
    expect(await review([admission], new Date(end))).toEqual([CLOSE.sessionGone]);
  });

  it('answers in the order in which it was asked, however many there are', async () => {
    api = await startApi();
    const { prisma } = api.context.db;
    const session = { id: newId(), title: 'Groot' };
    await prisma.session.create({ data: session });
    const rows = Array.from({ length: 1_201 }, (_, index) => ({
      id: newId(),
      sessionId: session.id,
      name: `Deelnemer ${index}`,
      role: 'writer',
      colour: index,
      guestId: newId(),
      removedAt: index % 7 === 0 ? new Date() : null,
    }));
    await prisma.guest.createMany({
      data: rows.map(({ guestId }) => ({ id: guestId, tokenHash: guestId, expiresAt: new Date(Date.now() + DAY_MS) })),
    });
    await prisma.member.createMany({ data: rows });
    const people = rows.map(
      ({ id, name, colour }) =>
        ({
          sessionId: session.id,
          identity: { memberId: id, name, role: 'writer', colour },
          isOwner: false,
          signInId: null,
          expiresAt: null,
        }) as unknown as Admission,
    );
    const codes = await createReview(api.context.db)(people, new Date());
    expect(codes).toEqual(rows.map(({ removedAt }) => (removedAt ? CLOSE.removed : null)));
  });
});
