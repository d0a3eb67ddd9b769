import ICAL from 'ical.js';
import Papa from 'papaparse';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeSession,
  createFeed,
  EXPORT_FORMATS,
  exportCalendar,
  getCalendar,
  revokeFeed,
  type SessionReply,
} from '@/lib/api/sessions';
import { exportFormats } from '@/lib/export/registry';
import { hashToken } from '@/server/auth/token';
import { startApi, type TestApi, type TestBrowser } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
let anna: TestBrowser;
let session: SessionReply;
let planned: number;

beforeAll(async () => {
  api = await startApi();
  anna = await anOrganiser(api);
  session = await aSession(anna, { title: 'Afval “scheiden” ♻️', templateId: 'example' });
  planned = (await anna.get(getCalendar, { params: { sessionId: session.id } })).entries.length;
});
afterAll(() => api.close());

const take = (format: (typeof EXPORT_FORMATS)[number]) =>
  anna.call(exportCalendar, { params: { sessionId: session.id, format } });
const eventsOf = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');

describe('taking the calendar home', () => {
  it('offers the formats that there are', () => {
    expect([...EXPORT_FORMATS].sort()).toEqual(Object.keys(exportFormats).sort());
  });

  it('C4 holds every planned message, as another program reads it', async () => {
    expect(planned).toBeGreaterThan(20);
    expect(eventsOf(await (await take('ics')).response.text())).toHaveLength(planned);
    const csv = Papa.parse(await (await take('csv')).response.text(), { delimiter: ';', skipEmptyLines: true });
    expect(csv.data).toHaveLength(planned + 1);
    const bytes = Buffer.from(await (await take('xlsx')).response.arrayBuffer());
    const sheets = await readExcelFile(bytes);
    expect(JSON.stringify(sheets)).toContain('Ruud');
    expect(JSON.parse(await (await take('json')).response.text())).toBeTypeOf('object');
  });

  it.each(EXPORT_FORMATS)('S33 sends %s as a file with a safe name that nobody keeps', async (format) => {
    const { response } = await take(format);
    const { mime, extension } = exportFormats[format];
    expect(response.headers.get('content-type')).toBe(mime);
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(
      new RegExp(`^attachment; filename="afval-scheiden-[\\d-]+\\.${extension}"; filename\\*=UTF-8''`),
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['pdf', 'ICS', '__proto__', 'ics%2F..', 'constructor'])('has no format called %s', async (format) => {
    const answer = await anna.send('GET', `/api/sessions/${session.id}/export/${format}`);
    expect(answer.status).toBe(404);
  });
});

describe('a subscription', () => {
  const pathOf = (url: string) => new URL(url).pathname;

  it('opens without a cookie, follows the session, and is known by a hash only', async () => {
    const { url } = await anna.get(createFeed, { params: { sessionId: session.id } });
    const program = api.browser();
    const response = await program.send('GET', pathOf(url));
    expect(response.headers.get('content-type')).toContain('text/calendar');
    expect(eventsOf(await response.text())).toHaveLength(planned);
    const secret = pathOf(url).split('/').at(-1)?.replace('.ics', '') ?? '';
    const [row] = await api.context.db.prisma.calendarFeed.findMany({ where: { sessionId: session.id } });
    expect(row?.secretHash).toBe(hashToken(secret));
    await anna.get(changeSession, { params: { sessionId: session.id }, body: { title: 'Hernoemd' } });
    expect(await (await program.send('GET', pathOf(url))).text()).toContain('Hernoemd');
  });

  it('ends when a new address is made, and when it is withdrawn', async () => {
    const first = await anna.get(createFeed, { params: { sessionId: session.id } });
    const second = await anna.get(createFeed, { params: { sessionId: session.id } });
    expect((await api.browser().send('GET', pathOf(first.url))).status).toBe(404);
    expect((await api.browser().send('GET', pathOf(second.url))).status).toBe(200);
    await anna.get(revokeFeed, { params: { sessionId: session.id } });
    expect((await api.browser().send('GET', pathOf(second.url))).status).toBe(404);
  });

  it('is nothing for an observer', async () => {
    const { browser } = await aGuest(api, anna, session, 'observer');
    expect((await browser.call(createFeed, { params: { sessionId: session.id } })).status).toBe(403);
  });

  it.each(['x.ics', `${'A'.repeat(43)}.ics`, `${'A'.repeat(43)}`, '..%2F..%2Fetc.ics'])(
    'is not found at %s',
    async (file) => {
      expect((await api.browser().send('GET', `/api/calendar/feed/${file}`)).status).toBe(404);
    },
  );
});
