import { afterEach, describe, expect, it } from 'vitest';
import { getAccount, signIn, signOut, signUp } from '@/lib/api/account';
import { listSessions } from '@/lib/api/sessions';
import { startApi, type TestApi } from '@/tests/support/api';
import { anOrganiser, PASSWORD } from '@/tests/support/people';

let api: TestApi;
afterEach(() => api.close());

const person = (name: string) => ({ email: `${name}@example.org`, password: PASSWORD, name });

describe('making an account', () => {
  it('SIGNUP=first: the first one may, the next may not', async () => {
    api = await startApi({ env: { SIGNUP: 'first' } });
    expect(await api.context.auth.signUpState()).toBe('first');
    expect((await api.browser().call(signUp, { body: person('anna') })).status).toBe(200);
    expect(await api.context.auth.signUpState()).toBe('closed');
    const second = await api.browser().call(signUp, { body: person('bram') });
    expect([second.status, second.json]).toMatchObject([403, { error: { code: 'signUpClosed' } }]);
  });

  it('SIGNUP=first: of many at the same moment exactly one', async () => {
    api = await startApi({ env: { SIGNUP: 'first' } });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => api.browser().call(signUp, { body: person(`anna${index}`) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await api.context.db.prisma.user.count()).toBe(1);
  });

  it('SIGNUP=closed: nobody may', async () => {
    api = await startApi({ env: { SIGNUP: 'closed' } });
    expect((await api.browser().call(signUp, { body: person('anna') })).status).toBe(403);
  });

  it('tells a taken address apart, whatever its capitals', async () => {
    api = await startApi();
    await api.browser().get(signUp, { body: person('anna') });
    const again = await api.browser().call(signUp, { body: { ...person('x'), email: 'ANNA@example.org' } });
    expect([again.status, again.json]).toMatchObject([409, { error: { code: 'emailTaken' } }]);
  });

  it('says per field what is wrong', async () => {
    api = await startApi();
    const answer = await api.browser().call(signUp, { body: { email: 'anna', password: 'kort', name: ' ' } });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      error: {
        fields: {
          email: 'Dit is geen goed e-mailadres.',
          password: 'Dit is te kort: gebruik minstens 10 tekens.',
          name: 'Vul dit in.',
        },
      },
    });
  });

  it('P3 keeps no address and no browser name, and no password', async () => {
    api = await startApi();
    await api.browser({ 'user-agent': 'Telltale/1.0' }).get(signUp, { body: person('anna') });
    const [signedIn] = await api.context.db.prisma.authSession.findMany();
    expect(signedIn).toMatchObject({ ipAddress: null, userAgent: null });
    const [account] = await api.context.db.prisma.account.findMany();
    expect(account?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });
});

describe('signing in', () => {
  it('works with the right password, says the same about a wrong one and an unknown address', async () => {
    api = await startApi();
    await api.browser().get(signUp, { body: person('anna') });
    const anna = api.browser();
    const { email, password } = person('anna');
    expect(await anna.get(signIn, { body: { email, password } })).toMatchObject({ user: { email, name: 'anna' } });
    expect((await anna.call(listSessions)).status).toBe(200);
    const wrong = await api.browser().call(signIn, { body: { email, password: 'a wrong password' } });
    const unknown = await api.browser().call(signIn, { body: { email: 'nobody@example.org', password } });
    expect([wrong.status, wrong.json]).toMatchObject([401, { error: { code: 'wrongPassword' } }]);
    expect([unknown.status, unknown.json]).toEqual([wrong.status, wrong.json]);
  });

  it('S21 ends with signing out, also for a copy of the cookie', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const copy = api.browser();
    for (const [name, value] of anna.cookies) copy.cookies.set(name, value);
    expect((await copy.get(getAccount))?.user.name).toBe('Anna de Vries');
    const bye = await anna.call(signOut);
    expect(bye.response.headers.get('clear-site-data'), 'what the browser kept goes too (P10)').toBe('"storage"');
    expect(anna.cookies.size).toBe(0);
    expect(await copy.get(getAccount)).toBeNull();
    expect((await copy.call(listSessions)).status).toBe(401);
  });

  it('S18 is limited per e-mail address, from wherever the tries come', async () => {
    api = await startApi({ limits: { signInEmail: { points: 3, seconds: 60 } } });
    const tries = Array.from({ length: 5 }, (_, index) =>
      api
        .browser({ 'x-reisgezel-client': `192.0.2.${index}` })
        .call(signIn, { body: { email: index % 2 ? 'Anna@Example.org' : 'anna@example.org', password: 'x' } }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });

  it('S18 starts the count anew for who knows the password, and keeps nobody waiting who does not guess', async () => {
    api = await startApi({ limits: { signInEmail: { points: 3, seconds: 60 } } });
    await api.browser().get(signUp, { body: person('anna') });
    const { email, password } = person('anna');
    const statuses = [];
    for (const word of ['x', 'x', password, 'x', 'x', password, password, password, 'x', 'x', 'x', password]) {
      statuses.push((await api.browser().call(signIn, { body: { email, password: word } })).status);
    }
    expect(statuses).toEqual([401, 401, 200, 401, 401, 200, 200, 200, 401, 401, 401, 429]);
  });

  it('S18 says when to come back', async () => {
    api = await startApi({ limits: { signIn: { points: 0, seconds: 60 } } });
    const { status, response } = await api.browser().call(signIn, { body: { email: 'a@example.org', password: 'x' } });
    expect(status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('S22 cookies', () => {
  const attributesOf = (response: Response) =>
    response.headers.getSetCookie().map((line) => [
      line.split('=')[0],
      line
        .split(/;\s*/)
        .slice(1)
        .map((part) => part.toLowerCase())
        .sort(),
    ]);

  it('are out of reach of scripts and other sites', async () => {
    api = await startApi();
    const { response } = await api.browser().call(signUp, { body: person('anna') });
    expect(attributesOf(response)).toEqual([
      ['reisgezel.session_token', expect.arrayContaining(['httponly', 'path=/', 'samesite=lax'])],
    ]);
    expect(await response.text()).not.toContain('token');
  });

  it('are pinned to the host where the address is https', async () => {
    api = await startApi({ env: { PUBLIC_URL: 'https://reis.example.org' } });
    const browser = api.browser({ origin: 'https://reis.example.org' });
    const { response } = await browser.call(signUp, { body: person('anna') });
    expect(attributesOf(response)).toEqual([
      ['__Host-reisgezel.session_token', expect.arrayContaining(['httponly', 'path=/', 'samesite=lax', 'secure'])],
    ]);
    expect((await browser.get(getAccount))?.user.name).toBe('anna');
  });
});
