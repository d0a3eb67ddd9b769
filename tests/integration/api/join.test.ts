import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createInvitation,
  getSession,
  joinSession,
  listInvitations,
  listSessions,
  previewInvitation,
  removeMember,
  revokeInvitation,
  type SessionReply,
} from '@/lib/api/sessions';
import { hashToken } from '@/server/auth/token';
import { ORIGIN, startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anInvitation, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
let anna: TestBrowser;
let session: SessionReply;

beforeAll(async () => {
  api = await startApi();
  anna = await anOrganiser(api);
  session = await aSession(anna, { title: 'Afval scheiden' });
});
afterAll(() => api.close());

const params = () => ({ sessionId: session.id });
const errorOf = (json: unknown): string => (json as { error: { code: string } }).error.code;

describe('an invitation', () => {
  it('S3 hides its token in the fragment of the address, S17 which is long and random; only a hash is kept', async () => {
    const made = await anna.get(createInvitation, { params: params(), body: { role: 'writer' } });
    expect(made.url).toBe(`${ORIGIN}/join#${made.token}`);
    expect(made.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const row = await api.context.db.prisma.invitation.findUniqueOrThrow({ where: { id: made.id } });
    expect(row.tokenHash).toBe(hashToken(made.token));
    expect(JSON.stringify(row)).not.toContain(made.token);
    const days = (Date.parse(made.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(13.9);
    expect(days).toBeLessThanOrEqual(14);
  });

  it('shows what it is for as often as one likes, and uses nothing up', async () => {
    const token = await anInvitation(anna, session, 'visualiser');
    const stranger = api.browser();
    for (const _ of [1, 2]) {
      expect(await stranger.get(previewInvitation, { body: { token } })).toEqual({
        sessionTitle: 'Afval scheiden',
        role: 'visualiser',
        startsAt: null,
      });
    }
    expect(stranger.cookies.size).toBe(0);
  });

  it('lets many people in and counts them', async () => {
    const { id, token } = await anna.get(createInvitation, { params: params(), body: { role: 'observer' } });
    for (const name of ['Cor', 'Dina']) await api.browser().get(joinSession, { body: { token, name } });
    const { invitations } = await anna.get(listInvitations, { params: params() });
    expect(invitations.find((item) => item.id === id)).toMatchObject({ joined: 2, revokedAt: null, role: 'observer' });
    expect(JSON.stringify(invitations)).not.toContain(token);
  });

  it('says that it was withdrawn; who is in stays in', async () => {
    const { id, token } = await anna.get(createInvitation, { params: params(), body: { role: 'writer' } });
    const inside = api.browser();
    await inside.get(joinSession, { body: { token, name: 'Els' } });
    await anna.get(revokeInvitation, { params: { ...params(), invitationId: id } });
    await anna.get(revokeInvitation, { params: { ...params(), invitationId: id } });
    const preview = await api.browser().call(previewInvitation, { body: { token } });
    expect([preview.status, errorOf(preview.json)]).toEqual([410, 'invitationRevoked']);
    const late = await api.browser().call(joinSession, { body: { token, name: 'Late' } });
    expect([late.status, errorOf(late.json)]).toEqual([410, 'invitationRevoked']);
    expect((await inside.call(getSession, { params: params() })).status).toBe(200);
  });

  it('says that it has expired', async () => {
    const { id, token } = await anna.get(createInvitation, {
      params: params(),
      body: { role: 'writer', expiresInDays: 1 },
    });
    await api.context.db.prisma.invitation.update({ where: { id }, data: { expiresAt: new Date() } });
    const preview = await api.browser().call(previewInvitation, { body: { token } });
    expect([preview.status, errorOf(preview.json)]).toEqual([410, 'invitationExpired']);
    const join = await api.browser().call(joinSession, { body: { token, name: 'Late' } });
    expect([join.status, errorOf(join.json)]).toEqual([410, 'invitationExpired']);
  });

  it('S20 is looked up by its value: a token of another shape or session opens nothing', async () => {
    for (const token of ['A'.repeat(43), 'a'.repeat(16), `${'A'.repeat(42)}_`]) {
      const answer = await api.browser().call(joinSession, { body: { token, name: 'Eve' } });
      expect([answer.status, errorOf(answer.json)]).toEqual([404, 'invitationUnknown']);
    }
    for (const token of ['', 'short', 'x'.repeat(65), 'with space and more', null, { $ne: 1 }, ['a'.repeat(43)]]) {
      const answer = await api.browser().call(joinSession, { body: { token, name: 'Eve' } as never });
      expect([answer.status, errorOf(answer.json)]).toEqual([400, 'invalid']);
    }
  });
});

describe('somebody who joins', () => {
  it('comes back as the same person, with the new name and role', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer', 'Fenna');
    const again = await browser.get(joinSession, {
      body: { token: await anInvitation(anna, session, 'targetGroup'), name: 'Fenna V.' },
    });
    expect(again.member).toEqual({ ...member, name: 'Fenna V.', role: 'targetGroup' });
  });

  it('is one person when the button is pressed twice at once', async () => {
    const { browser } = await aGuest(api, anna, await aSession(anna), 'writer');
    const token = await anInvitation(anna, session, 'writer');
    const joined = await Promise.all([1, 2, 3].map(() => browser.get(joinSession, { body: { token, name: 'Gijs' } })));
    expect(new Set(joined.map(({ member }) => member.id)).size).toBe(1);
  });

  it('can be a guest of several sessions with one cookie', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const cookie = [...browser.cookies.values()];
    const other = await aSession(anna, { title: 'Anders' });
    const joined = await browser.get(joinSession, {
      body: { token: await anInvitation(anna, other, 'observer'), name: 'Bilal' },
    });
    expect([...browser.cookies.values()]).toEqual(cookie);
    expect(joined.member.id).not.toBe(member.id);
    expect((await browser.get(getSession, { params: { sessionId: other.id } })).role).toBe('observer');
    expect((await browser.get(getSession, { params: params() })).role).toBe('writer');
  });

  it('keeps only a hash of the cookie on the server, for 90 days', async () => {
    const { browser, member } = await aGuest(api, anna, session, 'writer');
    const token = browser.cookies.get('reisgezel-guest') ?? '';
    const row = await api.context.db.prisma.member.findUniqueOrThrow({
      where: { id: member.id },
      include: { guest: true },
    });
    expect(row.guest?.tokenHash).toBe(hashToken(token));
    expect(Math.round(((row.guest?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(90);
  });

  it('with an account comes in as that account, and finds the session in the list', async () => {
    const bram = await anOrganiser(api, 'Bram');
    const { member } = await bram.get(joinSession, {
      body: { token: await anInvitation(anna, session, 'projectLead'), name: 'Bram B.' },
    });
    expect(bram.cookies.has('reisgezel-guest')).toBe(false);
    const { sessions } = await bram.get(listSessions);
    expect(sessions).toMatchObject([{ id: session.id, role: 'projectLead', isOwner: false }]);
    expect(member.name).toBe('Bram B.');
  });

  it('stays facilitator in a session of their own', async () => {
    const own = await aSession(anna);
    const token = await anInvitation(anna, own, 'observer');
    const { member } = await anna.get(joinSession, { body: { token, name: 'Anna' } });
    expect(member).toMatchObject({ id: own.me.id, role: 'facilitator', name: 'Anna' });
  });

  it('S8 is out once taken out, and not back in by the same link; a new one is a new invitation', async () => {
    const token = await anInvitation(anna, session, 'writer');
    const browser = api.browser();
    const { member } = await browser.get(joinSession, { body: { token, name: 'Hans' } });
    await anna.get(removeMember, { params: { ...params(), memberId: member.id } });
    expect((await browser.call(getSession, { params: params() })).status).toBe(404);
    const back = await browser.call(joinSession, { body: { token, name: 'Hans' } });
    expect([back.status, errorOf(back.json)]).toEqual([410, 'invitationRevoked']);
    const fresh = await anInvitation(anna, session, 'observer');
    expect((await browser.get(joinSession, { body: { token: fresh, name: 'Hans' } })).member.id).toBe(member.id);
  });

  it('gets a colour that few others have', async () => {
    const own = await aSession(anna);
    const colours = [];
    for (let index = 0; index < 8; index += 1) {
      colours.push((await aGuest(api, anna, own, 'writer')).member.colour);
    }
    expect(colours).toEqual([1, 2, 3, 4, 5, 6, 7, 0]);
  });
});

describe('S17 guessing', () => {
  it('is limited per address, finds nothing, and does not keep others out', async () => {
    const tight = await startApi({ limits: { join: { points: 20, seconds: 60 } } });
    try {
      const guesser = tight.browser();
      const counts = new Map<string, number>();
      for (let index = 0; index < 400; index += 1) {
        const { json } = await guesser.call(joinSession, {
          body: { token: hashToken(`guess ${index}`), name: 'Eve' },
        });
        counts.set(errorOf(json), (counts.get(errorOf(json)) ?? 0) + 1);
      }
      expect(Object.fromEntries(counts)).toEqual({ invitationUnknown: 20, tooManyRequests: 380 });
      const owner = await anOrganiser(tight);
      const token = await anInvitation(owner, await aSession(owner), 'writer');
      const elsewhere = tight.browser({ 'x-reisgezel-client': '198.51.100.7' });
      expect((await elsewhere.call(joinSession, { body: { token, name: 'Bilal' } })).status).toBe(200);
    } finally {
      await tight.close();
    }
  });
});
