import { afterEach, describe, expect, it } from 'vitest';
import { createExample, getSession } from '@/lib/api/sessions';
import { CLOSE } from '@/lib/collab/protocol';
import { type LiveApi, startLiveApi } from '@/tests/support/live-api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';

let api: LiveApi;
afterEach(() => api.close());

const endOf = (page: SyncClient) => page.links.find(({ kind }) => kind === 'ended');

/** Anna, whose session it is, and a guest, each with a page. */
async function aPair() {
  api = await startLiveApi({ reviewEveryMs: 1_000 });
  const anna = await anOrganiser(api);
  const session = await aSession(anna);
  const { browser, member } = await aGuest(api, anna, session, 'writer');
  const page = await api.page(anna, session, session.me);
  return { session, page, member, guest: await api.page(browser, session, member), prisma: api.context.db.prisma };
}

/** Whose page still works. */
async function expectAtWork(page: SyncClient): Promise<void> {
  expect(endOf(page)).toBeUndefined();
  aTouchpoint(page);
  await page.saved();
}

/** Time to open a few pages on a busy machine, in milliseconds. */
const SOON_MS = 8_000;

describe('a way in that ends while a page is open (S21)', () => {
  it('ends the page within seconds: of a guest, of an organiser, of an example session, and nobody else’s', async () => {
    api = await startLiveApi();
    const { prisma } = api.context.db;
    const anna = await anOrganiser(api);
    const session = await aSession(anna);
    const guest = await aGuest(api, anna, session, 'writer');
    const stays = await aGuest(api, anna, session, 'writer');
    const visitor = api.browser();
    const { id } = await visitor.get(createExample);
    const { me } = await visitor.get(getSession, { params: { sessionId: id } });
    const expiresAt = new Date(Date.now() + SOON_MS);
    const { guestId } = await prisma.member.findUniqueOrThrow({ where: { id: guest.member.id } });
    await prisma.guest.update({ where: { id: guestId ?? '' }, data: { expiresAt } });
    await prisma.authSession.updateMany({ data: { expiresAt } });
    await prisma.session.update({ where: { id }, data: { expiresAt } });
    const pages = await Promise.all([
      api.page(guest.browser, session, guest.member),
      api.page(anna, session, session.me),
      api.page(visitor, { id }, me),
    ]);
    const other = await api.page(stays.browser, session, stays.member);
    await until(() => pages.every((page) => endOf(page) !== undefined), 'the ends', SOON_MS + 5_000);
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
    const codes = [CLOSE.signedOut, CLOSE.signedOut, CLOSE.sessionGone];
    expect(pages.map(endOf)).toEqual(codes.map((code) => ({ kind: 'ended', code })));
    await expectAtWork(other);
  });
});

describe('rights that change without this process being told (T21)', () => {
  it('are found out: another role is welcomed as such, who was taken out is out, who stays notices nothing', async () => {
    const { page, guest, member, prisma } = await aPair();
    const links = page.links.length;
    await prisma.member.update({ where: { id: member.id }, data: { role: 'observer' } });
    await until(() => guest.welcomes.at(-1)?.role === 'observer', 'the welcome as observer');
    await guest.synced();
    await prisma.member.update({ where: { id: member.id }, data: { removedAt: new Date() } });
    await until(() => endOf(guest) !== undefined, 'the end');
    expect(endOf(guest)).toEqual({ kind: 'ended', code: CLOSE.removed });
    expect(page.links.length).toBe(links);
    await expectAtWork(page);
  });

  it('are found out for a session that is gone', async () => {
    const { page, guest, session, prisma } = await aPair();
    await prisma.session.delete({ where: { id: session.id } });
    await until(() => endOf(page) !== undefined && endOf(guest) !== undefined, 'both ends');
    expect([endOf(page), endOf(guest)]).toEqual(Array(2).fill({ kind: 'ended', code: CLOSE.sessionGone }));
  });
});
