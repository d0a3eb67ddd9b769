import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSession, removeMember, type SessionReply } from '@/lib/api/sessions';
import type { Caller } from '@/server/auth/caller';
import { callerOf } from '@/server/auth/caller';
import { listGuestSessions } from '@/server/services/guest-sessions';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
let anna: TestBrowser;

beforeAll(async () => {
  api = await startApi();
  anna = await anOrganiser(api);
});
afterAll(() => api.close());

async function titlesFor(browser: TestBrowser): Promise<readonly string[]> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { guest }: Caller = await callerOf(api.context, new Headers({ cookie }));
  if (!guest) throw new Error('this browser is no guest');
  return (await listGuestSessions(api.context, guest)).map(({ title }) => title);
}

describe('the way back for a guest (U4)', () => {
  it('leads to the sessions they joined, and to nobody else’s', async () => {
    const first = await aSession(anna, { title: 'Eerste' });
    await aSession(anna, { title: 'Van anderen' });
    const guest = await aGuest(api, anna, first, 'writer');
    expect(await titlesFor(guest.browser)).toEqual(['Eerste']);
  });

  it('closes when they are taken out or the session is archived', async () => {
    const left: SessionReply = await aSession(anna, { title: 'Weg' });
    const out = await aGuest(api, anna, left, 'writer');
    await anna.get(removeMember, { params: { sessionId: left.id, memberId: out.member.id } });
    expect(await titlesFor(out.browser)).toEqual([]);

    const done: SessionReply = await aSession(anna, { title: 'Klaar' });
    const guest = await aGuest(api, anna, done, 'observer');
    await anna.get(changeSession, { params: { sessionId: done.id }, body: { archived: true } });
    expect(await titlesFor(guest.browser)).toEqual([]);
  });
});
