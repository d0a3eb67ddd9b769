import { signUp } from '@/lib/api/account';
import type { BodyOf } from '@/lib/api/contract';
import { createInvitation, createSession, joinSession, type MemberReply, type SessionReply } from '@/lib/api/sessions';
import type { Role } from '@/lib/method/roles';
import type { TestApi, TestBrowser } from './api';

/** A password that is long enough. */
export const PASSWORD = 'een lange zin als wachtwoord';

let count = 0;

/** Somebody with a fresh account, signed in. */
export async function anOrganiser(api: TestApi, name = 'Anna de Vries'): Promise<TestBrowser> {
  const browser = api.browser();
  count += 1;
  await browser.get(signUp, { body: { email: `organiser-${count}@example.org`, password: PASSWORD, name } });
  return browser;
}

/** A session of an organiser. */
export const aSession = (
  organiser: TestBrowser,
  body: Partial<BodyOf<typeof createSession>> = {},
): Promise<SessionReply> => organiser.get(createSession, { body: { title: 'Afval scheiden', ...body } });

/** The token of a fresh link. */
export async function anInvitation(
  organiser: TestBrowser,
  session: Pick<SessionReply, 'id'>,
  role: Role,
): Promise<string> {
  const { token } = await organiser.get(createInvitation, { params: { sessionId: session.id }, body: { role } });
  return token;
}

export type Guest = { readonly browser: TestBrowser; readonly member: MemberReply };

/** Somebody without an account who came in by a fresh link. */
export async function aGuest(
  api: TestApi,
  organiser: TestBrowser,
  session: Pick<SessionReply, 'id'>,
  role: Role,
  name = 'Bilal',
): Promise<Guest> {
  const token = await anInvitation(organiser, session, role);
  const browser = api.browser();
  const { member } = await browser.get(joinSession, { body: { token, name } });
  return { browser, member };
}
