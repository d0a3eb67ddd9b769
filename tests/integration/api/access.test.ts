import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvitation, getSession, listInvitations, removeMember, type SessionReply } from '@/lib/api/sessions';
import { type InvitationId, type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { ROLES, type Role } from '@/lib/method/roles';
import { createAdmit } from '@/server/auth/admit';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { contractOf, memberOperations, namesWith, type Target } from '@/tests/support/operations';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
let anna: TestBrowser;
let session: SessionReply;

beforeAll(async () => {
  api = await startApi();
  anna = await anOrganiser(api);
  session = await aSession(anna);
});
afterAll(() => api.close());

/** A session with somebody to take out and a link to withdraw. */
async function aTarget(): Promise<Target> {
  const { member } = await aGuest(api, anna, session, 'observer');
  const { id } = await anna.get(createInvitation, { params: { sessionId: session.id }, body: { role: 'writer' } });
  return { sessionId: session.id, memberId: member.id, invitationId: id };
}

const ask = (browser: TestBrowser, name: string, target: Target) => {
  const operation = memberOperations[name];
  if (!operation) throw new Error(`no request for ${name}`);
  return browser.call(contractOf(name), operation(target));
};

it('S4 has a request for every endpoint of members', () => {
  expect(Object.keys(memberOperations).sort()).toEqual([...namesWith('member')].sort());
});

describe('S5 somebody from outside', () => {
  const intruders: Record<string, () => Promise<TestBrowser>> = {
    nobody: async () => api.browser(),
    'an organiser with a session of their own': async () => {
      const eve = await anOrganiser(api, 'Eve');
      await aSession(eve);
      return eve;
    },
    'a guest of another session': async () => {
      const eve = await anOrganiser(api, 'Eve');
      return (await aGuest(api, eve, await aSession(eve), 'facilitator')).browser;
    },
    'somebody who was taken out': async () => {
      const { browser, member } = await aGuest(api, anna, session, 'facilitator');
      await anna.get(removeMember, { params: { sessionId: session.id, memberId: member.id } });
      return browser;
    },
    'somebody with an invented cookie': async () => {
      const browser = api.browser();
      browser.cookies.set('reisgezel-guest', 'A'.repeat(43));
      browser.cookies.set('reisgezel.session_token', 'nobody.signature');
      return browser;
    },
  };

  it.each(Object.keys(intruders))(
    '%s gets the very answer of a session that does not exist, everywhere',
    async (who) => {
      const intruder = await intruders[who]?.();
      if (!intruder) throw new Error('no such intruder');
      const target = await aTarget();
      const nowhere: Target = { ...target, sessionId: newId<SessionId>() };
      for (const name of Object.keys(memberOperations)) {
        const foreign = await ask(intruder, name, target);
        const unknown = await ask(intruder, name, nowhere);
        expect([name, foreign.status, foreign.json]).toEqual([name, 404, unknown.json]);
        expect(unknown.status).toBe(404);
      }
      const { members } = await anna.get(getSession, { params: { sessionId: session.id } });
      expect(members.map(({ id }) => id)).toContain(target.memberId);
    },
  );

  it('cannot reach members and links of another session through one’s own', async () => {
    const target = await aTarget();
    const eve = await anOrganiser(api, 'Eve');
    const own = await aSession(eve);
    for (const name of ['removeMember', 'revokeInvitation']) {
      expect((await ask(eve, name, { ...target, sessionId: own.id })).status).toBe(404);
    }
    const params = { sessionId: session.id };
    const { members } = await anna.get(getSession, { params });
    expect(members.map(({ id }) => id)).toContain(target.memberId);
    const { invitations } = await anna.get(listInvitations, { params });
    expect(invitations.find(({ id }) => id === target.invitationId)).toMatchObject({ revokedAt: null });
  });

  it.each(['__proto__', 'constructor', 'toString', '..', '%00', 'x'.repeat(65), '<script>', "' OR 1=1 --"])(
    'S14 an id like %s is an id of nothing',
    async (id) => {
      const answer = await anna.call(getSession, { params: { sessionId: id } });
      expect(answer.status).toBe(404);
    },
  );

  it('S5 is not let in through the socket either, and a member is', async () => {
    const admit = createAdmit(api.context);
    const cookieOf = (browser: TestBrowser) => ({
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const eve = await anOrganiser(api, 'Eve');
    const { browser: bilal, member } = await aGuest(api, anna, session, 'writer');
    const ask = (browser: TestBrowser) => admit(cookieOf(browser) as never, session.id);
    expect(await ask(api.browser())).toBeNull();
    expect(await ask(eve)).toBeNull();
    expect(await ask(anna)).toMatchObject({ isOwner: true, identity: { role: 'facilitator' } });
    expect(await ask(bilal)).toMatchObject({ isOwner: false, identity: { memberId: member.id, role: 'writer' } });
    await anna.get(removeMember, { params: { sessionId: session.id, memberId: member.id } });
    expect(await ask(bilal)).toBeNull();
  });
});

// Written out, not asked of permissions.ts: this is what that file must come down to.
const everybody: readonly Role[] = ROLES;
const everybodyButObservers = ROLES.filter((role) => role !== 'observer');
const allowed: Readonly<Record<string, readonly Role[]>> = {
  getSession: everybody,
  changeSession: ['facilitator'],
  deleteSession: [],
  removeMember: ['facilitator'],
  createInvitation: ['facilitator'],
  listInvitations: ['facilitator'],
  revokeInvitation: ['facilitator'],
  getJourney: everybody,
  getRecovery: ['facilitator'],
  restoreJourney: ['facilitator'],
  dismissLoss: ['facilitator'],
  getCalendar: everybody,
  exportCalendar: everybodyButObservers,
  createFeed: everybodyButObservers,
  revokeFeed: everybodyButObservers,
};

/** What an allowed request meets here, where that is not success: this journey is not damaged, so there is nothing to restore. */
const statusOf = (name: string): number => (name === 'restoreJourney' ? 409 : contractOf(name).status);

describe('S6, S7 a member may do what their role allows', () => {
  it.each(ROLES)('%s', async (role) => {
    const { browser } = await aGuest(api, anna, session, role);
    const seen: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const name of Object.keys(memberOperations)) {
      seen[name] = (await ask(browser, name, await aTarget())).status;
      wanted[name] = allowed[name]?.includes(role) ? statusOf(name) : 403;
    }
    expect(seen).toEqual(wanted);
  });

  it('only the account that owns a session deletes it', async () => {
    const own = await aSession(anna);
    const { browser: facilitator } = await aGuest(api, anna, own, 'facilitator');
    const target: Target = { sessionId: own.id, memberId: newId<MemberId>(), invitationId: newId<InvitationId>() };
    expect((await ask(facilitator, 'deleteSession', target)).status).toBe(403);
    expect((await ask(anna, 'deleteSession', target)).status).toBe(204);
    expect((await ask(anna, 'getSession', target)).status).toBe(404);
  });

  it('nobody takes the owner out', async () => {
    const { browser: facilitator } = await aGuest(api, anna, session, 'facilitator');
    const answer = await facilitator.call(removeMember, { params: { sessionId: session.id, memberId: session.me.id } });
    expect(answer.status).toBe(403);
  });
});

describe('endpoints for organisers', () => {
  it.each(['createSession', 'listSessions'])('%s asks a guest and a stranger to sign in', async (name) => {
    const { browser: guest } = await aGuest(api, anna, session, 'facilitator');
    for (const browser of [guest, api.browser()]) {
      const answer = await browser.call(contractOf(name), {
        body: name === 'createSession' ? { title: 'x' } : undefined,
      });
      expect(answer.status).toBe(401);
    }
  });

  it('there are no others', () => {
    expect(namesWith('organiser')).toEqual(['createSession', 'listSessions']);
  });
});
