import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeSession,
  createInvitation,
  createSession,
  exportCalendar,
  getSession,
  joinSession,
  type SessionReply,
} from '@/lib/api/sessions';
import { ORIGIN, startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { dispatchToRoute } from '@/tests/support/api-routes';
import { anInvitation, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
let anna: TestBrowser;
let session: SessionReply;

beforeAll(async () => {
  api = await startApi();
  anna = await anOrganiser(api);
  session = await aSession(anna);
});
afterAll(() => api.close());

const params = () => ({ sessionId: session.id });
const path = () => `/api/sessions/${session.id}`;
type Refusal = { error: { code: string; message: string; fields?: Record<string, string> } };

async function refusalOf(response: Response): Promise<[number, string, Record<string, string> | undefined]> {
  const { error } = (await response.json()) as Refusal;
  return [response.status, error.code, error.fields];
}

describe('bodies', () => {
  it.each([
    ['ownerId', { ownerId: 'x' }],
    ['isOwner', { isOwner: true }],
    ['id', { id: 'x' }],
    ['expiresAt', { expiresAt: null }],
    ['members', { members: { create: { role: 'facilitator' } } }],
  ])('S13 refuses %s, which is not for callers to set', async (key, extra) => {
    for (const [method, at] of [
      ['PATCH', path()],
      ['POST', '/api/sessions'],
    ] as const) {
      const response = await anna.send(method, at, { title: 'x', ...extra });
      expect(await refusalOf(response)).toEqual([400, 'invalid', { [key]: 'Dit veld kennen we niet.' }]);
    }
    expect((await anna.get(getSession, { params: params() })).title).toBe(session.title);
  });

  it('S13 lets nobody choose their own role', async () => {
    const token = await anInvitation(anna, session, 'observer');
    const response = await api.browser().send('POST', '/api/join', { token, name: 'Eve', role: 'facilitator' });
    expect(await refusalOf(response)).toEqual([400, 'invalid', { role: 'Dit veld kennen we niet.' }]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('S14 takes %s for an unknown field', async (key) => {
    const response = await anna.send('PATCH', path(), `{"title":"x","${key}":{"isOwner":true}}`);
    const [status, code, fields] = await refusalOf(response);
    expect([status, code, Object.keys(fields ?? {})]).toEqual([400, 'invalid', [key]]);
    expect(Object.prototype).not.toHaveProperty('isOwner');
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"title":'],
    ['something else', 'title=x'],
    ['a byte that is no text', '\u0000'],
  ])('refuses JSON that is %s', async (_what, body) => {
    const response = await anna.send('PATCH', path(), body, { 'content-type': 'application/json' });
    expect(await refusalOf(response)).toEqual([400, 'badJson', undefined]);
  });

  it.each([['null'], ['[]'], ['"text"'], ['7']])('refuses %s where an object belongs', async (body) => {
    const response = await anna.send('PATCH', path(), body, { 'content-type': 'application/json' });
    expect((await refusalOf(response)).slice(0, 2)).toEqual([400, 'invalid']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'refuses the type %s, which forms of other sites can send',
    async (type) => {
      const response = await anna.send('PATCH', path(), '{"title":"x"}', { 'content-type': type });
      expect(await refusalOf(response)).toEqual([415, 'unsupportedType', undefined]);
    },
  );

  it('S15 refuses more than 64 kB, also when the length is a lie', async () => {
    const body = JSON.stringify({ title: 'x', campaignMessage: 'x'.repeat(70_000) });
    for (const headers of [undefined, { 'content-length': '10' }]) {
      const response = await anna.send('PATCH', path(), body, headers);
      expect(await refusalOf(response)).toEqual([413, 'tooLarge', undefined]);
    }
  });

  it.each([
    ['an empty title', { title: '' }, { title: 'Vul dit in.' }],
    ['a blank title', { title: '   ' }, { title: 'Vul dit in.' }],
    ['a long title', { title: 'x'.repeat(121) }, { title: 'Dit is te lang: gebruik hoogstens 120 tekens.' }],
    ['a title of two lines', { title: 'a\nb' }, { title: 'Hier staan onzichtbare tekens in. Typ de tekst opnieuw.' }],
    ['a title that is a number', { title: 7 }, { title: 'Dit klopt niet.' }],
    ['no title', { title: undefined }, { title: 'Vul dit in.' }],
    [
      'the year 9999',
      { startsAt: '9999-01-01T09:00:00Z' },
      { startsAt: 'Dit is geen goede datum. Kies een dag tussen 2000 en 2100.' },
    ],
    [
      '30 February',
      { startsAt: '2027-02-30T09:00:00Z' },
      { startsAt: 'Dit is geen goede datum. Kies een dag tussen 2000 en 2100.' },
    ],
    [
      'a date without zone',
      { startsAt: '2027-02-03T09:00' },
      { startsAt: 'Dit is geen goede datum. Kies een dag tussen 2000 en 2100.' },
    ],
    ['an unknown phase model', { phaseModel: 'aida' }, { phaseModel: 'Kies een van de mogelijkheden.' }],
    ['an unknown template', { templateId: '../../etc' }, { templateId: 'Kies een van de mogelijkheden.' }],
  ])('says what is wrong with %s', async (_what, extra, fields) => {
    const response = await anna.send('POST', '/api/sessions', { title: 'x', ...extra });
    expect(await refusalOf(response)).toEqual([400, 'invalid', fields]);
  });

  it('says how many days a link may last', async () => {
    const answer = await anna.call(createInvitation, { params: params(), body: { role: 'writer', expiresInDays: 91 } });
    expect(answer.json).toMatchObject({ error: { fields: { expiresInDays: 'Dit mag hoogstens 90 zijn.' } } });
  });
});

describe('texts', () => {
  it.each([
    ['emoji', '♻️ Afval 👩‍👩‍👧 scheiden 🏙️'],
    ['right to left', 'فصل النفايات في الأبراج'],
    ['HTML', '<img src=x onerror=alert(1)> & "quotes"'],
    ['a formula', "=cmd|' /C calc'!A0"],
    ['a template of another kind', '{{7*7}} #{7*7} {name}'],
  ])('S26 %s comes back as it went in', async (_what, text) => {
    const made = await anna.get(createSession, { body: { title: text, campaignMessage: text } });
    const read = await anna.get(getSession, { params: { sessionId: made.id } });
    expect([read.title, read.campaignMessage]).toEqual([text, text]);
    const file = await anna.call(exportCalendar, { params: { sessionId: made.id, format: 'csv' } });
    expect(file.status).toBe(200);
    expect(file.response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w%.-]+$/,
    );
  });

  it('keeps what was left out and takes away what is set to null', async () => {
    const made = await aSession(anna, { campaignMessage: 'Samen schoon', startsAt: '2027-01-12T10:00:00+01:00' });
    expect(made.startsAt).toBe('2027-01-12T09:00:00.000Z');
    const at = { params: { sessionId: made.id } };
    const renamed = await anna.get(changeSession, { ...at, body: { title: 'Nieuw', startsAt: null } });
    expect(renamed).toMatchObject({ title: 'Nieuw', startsAt: null, campaignMessage: 'Samen schoon' });
    const archived = await anna.get(changeSession, { ...at, body: { archived: true } });
    expect(archived.archivedAt).not.toBeNull();
    expect(await anna.get(changeSession, { ...at, body: { archived: true } })).toMatchObject({
      archivedAt: archived.archivedAt,
    });
    expect(await anna.get(changeSession, { ...at, body: { archived: false } })).toMatchObject({ archivedAt: null });
  });
});

describe('S23 where a request comes from', () => {
  it.each([
    'https://evil.example',
    'null',
    `${ORIGIN}.evil.example`,
    `${ORIGIN}:8080`,
    'https://reisgezel.test',
    'http://sub.reisgezel.test',
    '',
  ])('refuses a change from %s', async (origin) => {
    const response = await anna.send('PATCH', path(), { title: 'x' }, { origin });
    expect((await refusalOf(response)).slice(0, 2)).toEqual([403, 'badOrigin']);
    expect((await anna.send('POST', '/api/example', undefined, { origin })).status).toBe(403);
    expect((await anna.send('POST', '/api/auth/sign-out', undefined, { origin })).status).toBe(403);
  });

  it('lets a program without an origin in, and not a browser of another site', async () => {
    const send = (site?: string) => {
      const request = new Request(new URL('/api/join/preview', ORIGIN), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(site ? { 'sec-fetch-site': site } : {}) },
        body: JSON.stringify({ token: 'A'.repeat(43) }),
      });
      return dispatchToRoute(request);
    };
    expect((await send()).status).toBe(404);
    expect((await send('cross-site')).status).toBe(403);
    expect((await send('same-site')).status).toBe(403);
  });
});

describe('U1 the language of a refusal', () => {
  const send = (headers: Record<string, string>) =>
    api.browser(headers).call(joinSession, { body: { token: 'A'.repeat(43), name: 'Eve' } });
  const messageOf = (json: unknown) => (json as Refusal).error.message;

  it('is the one the browser asks for, Dutch first, and the chosen one before that', async () => {
    const dutch = 'We kennen deze uitnodiging niet. Controleer de link.';
    const english = 'We do not know this invitation. Check the link.';
    expect(messageOf((await send({})).json)).toBe(dutch);
    expect(messageOf((await send({ 'accept-language': 'en-GB,en;q=0.9' })).json)).toBe(english);
    expect(messageOf((await send({ 'accept-language': 'fr' })).json)).toBe(dutch);
    const chose = api.browser({ 'accept-language': 'en' });
    chose.cookies.set('reisgezel-locale', 'nl');
    expect(messageOf((await chose.call(joinSession, { body: { token: 'A'.repeat(43), name: 'Eve' } })).json)).toBe(
      dutch,
    );
    chose.cookies.set('reisgezel-locale', '../../etc');
    expect(messageOf((await chose.call(joinSession, { body: { token: 'A'.repeat(43), name: 'Eve' } })).json)).toBe(
      english,
    );
  });

  it('goes for fields as well', async () => {
    const response = await anna.send('PATCH', path(), { title: 'x'.repeat(121) }, { 'accept-language': 'en' });
    expect((await refusalOf(response))[2]).toEqual({ title: 'This is too long: use at most 120 characters.' });
  });
});

describe('addresses that do not exist', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'])('%s answers in the shape of every refusal', async (method) => {
    const response = await anna.send(method, '/api/sessions/x/y/z', method === 'GET' ? undefined : {});
    expect(await refusalOf(response)).toEqual([404, 'notFound', undefined]);
  });

  it('the paths of the account library that we do not use are not there', async () => {
    for (const at of ['/api/auth/delete-user', '/api/auth/update-user', '/api/auth/list-sessions', '/api/auth/ok']) {
      expect((await anna.send('POST', at, {})).status).toBe(404);
    }
  });
});
