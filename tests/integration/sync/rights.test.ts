import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, signOut } from '@/lib/api/account';
import {
  deleteSession,
  getJourney,
  getSession,
  joinSession,
  removeMember,
  type SessionReply,
} from '@/lib/api/sessions';
import { CLOSE } from '@/lib/collab/protocol';
import type { TestBrowser } from '@/tests/support/api';
import { type LiveApi, startLiveApi } from '@/tests/support/live-api';
import { aGuest, anInvitation, anOrganiser, aSession, PASSWORD } from '@/tests/support/people';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';

let api: LiveApi;
let anna: TestBrowser;
let session: SessionReply;

beforeAll(async () => {
  api = await startLiveApi();
  anna = await anOrganiser(api);
  session = await aSession(anna);
});
afterAll(() => api.close());

const params = () => ({ sessionId: session.id });
const ended = async (page: SyncClient): Promise<number> => {
  const last = () => page.links.at(-1);
  await until(() => last()?.kind === 'ended', 'the end');
  const link = last();
  return link?.kind === 'ended' ? link.code : 0;
};
/** Milliseconds that something takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await work();
  return performance.now() - at;
}

describe('rights that change while pages are open (T21, S8, S21)', () => {
  it('a member who is taken out hears no more within a second, over the socket and over HTTP', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const [page, other] = [await api.page(browser, session, member), await api.page(anna, session, session.me)];
    await anna.get(removeMember, { params: { ...params(), memberId: member.id } });
    const took = await timed(async () => expect(await ended(page)).toBe(CLOSE.removed));
    expect(took).toBeLessThan(1_000);
    expect((await browser.call(getJourney, { params: params() })).status).toBe(404);
    const { id } = aTouchpoint(other, 'Na het afscheid');
    await other.saved();
    expect(page.journey().touchpoints.has(id)).toBe(false);
    expect(page.connection.provider.shouldConnect).toBe(false);
  });

  it('signing out ends the pages of that browser and of no other', async () => {
    const { email } = (await api.context.db.prisma.user.findFirstOrThrow()) ?? {};
    const laptop = api.browser();
    await laptop.get(signIn, { body: { email, password: PASSWORD } });
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const pages = await Promise.all([
      api.page(laptop, session, session.me),
      api.page(laptop, session, session.me),
      api.page(anna, session, session.me),
      api.page(browser, session, member),
    ]);
    await laptop.get(signOut);
    const took = await timed(async () => {
      for (const page of pages.slice(0, 2)) expect(await ended(page)).toBe(CLOSE.signedOut);
    });
    expect(took).toBeLessThan(1_000);
    expect((await laptop.call(getSession, { params: params() })).status).toBe(404);
    for (const page of pages.slice(2)) {
      aTouchpoint(page);
      await page.saved();
      expect(page.links.map(({ kind }) => kind)).not.toContain('down');
    }
  });

  it('a guest who comes in again with another role gets that role in the page that is open', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const page = await api.page(browser, session, member);
    for (const role of ['facilitator', 'observer'] as const) {
      const token = await anInvitation(anna, session, role);
      const took = await timed(async () => {
        await browser.get(joinSession, { body: { token, name: member.name } });
        await until(() => page.welcomes.at(-1)?.role === role, `the welcome as ${role}`);
      });
      expect(took).toBeLessThan(3_000);
      await page.synced();
    }
    aTouchpoint(page);
    await until(() => page.refusals.length > 0, 'the refusal');
    expect(new Set(page.refusals)).toEqual(new Set(['readOnly']));
    expect(page.links.map(({ kind }) => kind)).not.toContain('ended');
  });

  it('coming in again as who one is disturbs nobody', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const page = await api.page(browser, session, member);
    const token = await anInvitation(anna, session, 'writer');
    await browser.get(joinSession, { body: { token, name: member.name } });
    aTouchpoint(page);
    await page.saved();
    expect(page.welcomes).toHaveLength(1);
  });
});

describe('rights that change while a page without web sockets is open (T21, S8, S21)', () => {
  it('end its link within a second, each with a name, and keep it out where that is for good', async () => {
    const { email } = await api.context.db.prisma.user.findFirstOrThrow();
    const laptop = api.browser();
    await laptop.get(signIn, { body: { email, password: PASSWORD } });
    const other = await aSession(anna);
    const [out, renewed] = [await aGuest(api, anna, session, 'writer'), await aGuest(api, anna, session, 'writer')];
    const token = await anInvitation(anna, session, 'observer');
    const cases: readonly (readonly [TestBrowser, SessionReply, number, () => Promise<unknown>])[] = [
      [
        out.browser,
        session,
        CLOSE.removed,
        () => anna.get(removeMember, { params: { ...params(), memberId: out.member.id } }),
      ],
      [
        renewed.browser,
        session,
        CLOSE.memberChanged,
        () => renewed.browser.get(joinSession, { body: { token, name: 'Sara' } }),
      ],
      [laptop, session, CLOSE.signedOut, () => laptop.get(signOut)],
      [anna, other, CLOSE.sessionGone, () => anna.get(deleteSession, { params: { sessionId: other.id } })],
    ];
    for (const [browser, where, code, change] of cases) {
      const link = await api.polls(browser, where);
      await link.pollUntil(() => link.frames.length >= 2, 'the welcome');
      const end = link.untilClosed();
      await change();
      const took = await timed(async () => expect(await end).toBe(code));
      expect(took).toBeLessThan(1_000);
      if (code !== CLOSE.memberChanged) await expect(api.polls(browser, where)).rejects.toThrow('404');
    }
    const again = await api.polls(renewed.browser, session);
    await again.pollUntil(() => again.frames.length >= 2, 'the welcome as who one is now');
    expect(Buffer.from(again.frames[0] ?? []).toString()).toContain('observer');
  });
});
