import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '@/lib/calendar/entry';
import type { SessionId } from '@/lib/core/ids';
import type { ExportInput } from '@/lib/export/format';
import { ics } from '@/lib/export/ics';
import { STATUSES } from '@/lib/method/statuses';
import { AWKWARD, anEntry, anInput, entriesWith } from './an-entry';

const fileOf = async (input: ExportInput): Promise<string> =>
  new TextDecoder('utf-8', { fatal: true }).decode(await ics.render(input));

async function calendarOf(input: ExportInput) {
  const calendar = ICAL.Component.fromString(await fileOf(input));
  return { calendar, events: calendar.getAllSubcomponents('vevent') };
}

async function eventOf(changes: Partial<StoredEntry>, locale: ExportInput['locale'] = 'nl') {
  const { events } = await calendarOf(anInput({ entries: [anEntry(changes)], locale }));
  const [event] = events;
  if (!event || events.length !== 1) throw new Error('not one event');
  return event;
}

const linesOf = (file: string): readonly string[] => file.split('\r\n');
/** Lines as they were before folding: what a reader sees. */
const unfolded = (file: string): readonly string[] => linesOf(file.replaceAll('\r\n ', ''));

const EVENT_PROPERTIES =
  'uid sequence dtstamp last-modified dtstart dtend summary description categories status transp'.split(' ');

describe('ICS as a file', () => {
  it('opens and closes properly, with CRLF and nothing else at line ends', async () => {
    const file = await fileOf(anInput({ entries: entriesWith(AWKWARD) }));
    expect(file.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(file.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('has no line longer than 75 octets and never cuts a character in two', async () => {
    const bytes = Buffer.from(await ics.render(anInput({ entries: entriesWith(AWKWARD) })));
    let start = 0;
    for (let end = bytes.indexOf('\r\n'); end >= 0; start = end + 2, end = bytes.indexOf('\r\n', start)) {
      const line = bytes.subarray(start, end);
      expect(line.length).toBeLessThanOrEqual(75);
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(line)).not.toThrow();
    }
    expect(start).toBe(bytes.length);
  });

  it('names what calendar programs need, with the title escaped where no type escapes it', async () => {
    const session = { ...anInput().session, title: 'Kelder; schoon, fris\\en\ngeurloos' };
    const lines = unfolded(await fileOf(anInput({ session })));
    for (const line of [
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines).toContain('PRODID:-//Reisgezel//Reisgezel//NL');
    expect(lines).toContain('NAME:Kelder\\; schoon\\, fris\\\\en\\ngeurloos');
    expect(lines).toContain('X-WR-CALNAME:Kelder\\; schoon\\, fris\\\\en\\ngeurloos');
    expect(lines).toContain('X-WR-TIMEZONE:Europe/Amsterdam');
  });

  it('is a calendar without events when nothing is planned', async () => {
    expect((await calendarOf(anInput({ entries: [] }))).events).toEqual([]);
  });
});

describe('ICS events', () => {
  it('gives an all-day entry a date and the day after as end', async () => {
    const event = await eventOf({ plannedOn: '2027-02-28' });
    expect(event.getFirstProperty('dtstart')?.type).toBe('date');
    expect(String(event.getFirstPropertyValue('dtstart'))).toBe('2027-02-28');
    expect(String(event.getFirstPropertyValue('dtend'))).toBe('2027-03-01');
    expect(event.getAllProperties().map(({ name }) => name)).toEqual(EVENT_PROPERTIES);
  });

  it('tells who, what and how far, in the reader’s language', async () => {
    const event = await eventOf({ peak: true });
    expect(event.getFirstPropertyValue('summary')).toBe('A Ruud, 71 · Brief van de wethouder');
    expect(event.getFirstPropertyValue('description')).toBe(
      [
        'Drie minuten per dag, en de kelder ruikt weer fris.',
        '',
        '★ Piekmoment',
        'Kanaal: Bewonersbrief (papier)',
        'Fase: Touch',
        'Maker: Samira (schrijver)',
        'Status: akkoord',
      ].join('\n'),
    );
    expect(event.getFirstProperty('categories')?.getValues()).toEqual(['Ruud, 71', 'Touch', 'Bewonersbrief (papier)']);
    const english = await eventOf({ message: '', channel: null, owner: '', title: ' ' }, 'en');
    expect(english.getFirstPropertyValue('description')).toBe('Phase: Touch\nStatus: approved');
    expect(english.getFirstPropertyValue('summary')).toBe('A Ruud, 71 · (untitled)');
  });

  it('keeps its UID when the text, the date or the host changes, and counts changes', async () => {
    const before = await eventOf({});
    const { events } = await calendarOf(
      anInput({
        host: 'elders.example',
        entries: [anEntry({ title: 'Anders', plannedOn: '2027-05-01', sequence: 9 })],
      }),
    );
    expect(events[0]?.getFirstPropertyValue('uid')).toBe(before.getFirstPropertyValue('uid'));
    expect(before.getFirstPropertyValue('uid')).toBe('touchpoint-1@session-1');
    expect([before, events[0]].map((event) => event?.getFirstPropertyValue('sequence'))).toEqual([3, 9]);
    expect(String(before.getFirstPropertyValue('dtstamp'))).toBe('2026-11-22T10:11:12Z');
    expect(String(before.getFirstPropertyValue('last-modified'))).toBe('2026-11-22T10:11:12Z');
  });

  it.each(STATUSES)('turns status %s into one that calendars know', async (status) => {
    const expected = status === 'dropped' ? 'CANCELLED' : /approved|published/.test(status) ? 'CONFIRMED' : 'TENTATIVE';
    expect((await eventOf({ status })).getFirstPropertyValue('status')).toBe(expected);
  });
});

describe('ICS clock times', () => {
  /** Amsterdam's offset by the platform's own zone data, in minutes. */
  function offsetAt(instant: Date): number {
    const shown = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', timeZoneName: 'longOffset' }).format(
      instant,
    );
    const [, hours = '0'] = /GMT\+(\d+)/.exec(shown) ?? [];
    return Number(hours) * 60;
  }

  const days = [
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
    '2027-03-27',
    '2027-03-28',
    '2027-03-29',
    '2000-07-01',
    '2100-01-01',
  ];
  const times = ['00:00', '01:45', '02:00', '02:15', '02:45', '03:00', '10:00', '23:45'];
  const moments = days.flatMap((day) => times.map((time) => [day, time] as const));

  it.each(moments)(
    '%s %s ends after it starts, at the instant that the platform says',
    async (plannedOn, startTime) => {
      const { calendar, events } = await calendarOf(anInput({ entries: [anEntry({ plannedOn, startTime })] }));
      const definition = calendar.getFirstSubcomponent('vtimezone');
      expect(definition?.getFirstPropertyValue('tzid')).toBe('Europe/Amsterdam');
      const start = events[0]?.getFirstPropertyValue('dtstart');
      const end = events[0]?.getFirstPropertyValue('dtend');
      if (!(start instanceof ICAL.Time) || !(end instanceof ICAL.Time)) throw new Error('no times');
      expect(start.zone.tzid).toBe('Europe/Amsterdam');
      // 28 March 2027 has no hour from two to three; what was planned in it moves to the next.
      const isSkipped = plannedOn === '2027-03-28' && startTime.startsWith('02:');
      const written = isSkipped ? startTime.replace('02:', '03:') : startTime;
      expect(start.toString()).toBe(`${plannedOn}T${written}:00`);
      expect(end.toUnixTime()).toBeGreaterThan(start.toUnixTime());
      // 25 October 2026 has that hour twice, and a reader may choose.
      if (plannedOn === '2026-10-25' && startTime.startsWith('02:')) return;
      const instant = new Date(start.toUnixTime() * 1000);
      expect(instant.getTime()).toBe(Date.parse(`${plannedOn}T${written}:00Z`) - offsetAt(instant) * 60_000);
    },
  );

  it('crosses midnight into the next day', async () => {
    const event = await eventOf({ plannedOn: '2026-12-31', startTime: '23:45' });
    expect(String(event.getFirstPropertyValue('dtend'))).toBe('2027-01-01T00:15:00');
  });
});

describe('ICS injection', () => {
  const BREAKS = [
    '\r\n',
    '\n',
    '\r',
    '\n\r',
    '\u0085',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\\n',
    '\\\\\n',
    '\0\r\n',
    '"\r\n',
    ';',
    ',',
  ];
  const LINES = [
    'END:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil',
    'ATTACH:http://evil.example/x',
    'ORGANIZER:mailto:evil@evil.example',
    'BEGIN:VALARM\nTRIGGER:-PT5M\nACTION:EMAIL\nEND:VALARM',
    'X-EVIL;VALUE=TEXT:1',
    'RRULE:FREQ=DAILY',
    'END:VCALENDAR',
    ' gevouwen regel',
  ];
  const payloads = BREAKS.flatMap((lineBreak) => LINES.map((line) => `tekst${lineBreak}${line}`));

  it('S32: a hundred hostile texts make no event, property or parameter more', async () => {
    expect(payloads.length).toBeGreaterThanOrEqual(100);
    const session = { ...anInput().session, id: 'session-1' as SessionId, title: payloads.join(' ') };
    const { calendar, events } = await calendarOf(anInput({ session, entries: entriesWith(payloads) }));
    expect(events).toHaveLength(payloads.length);
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual([
      'vtimezone',
      ...events.map(() => 'vevent'),
    ]);
    for (const event of events) {
      expect(event.getAllSubcomponents()).toEqual([]);
      expect(event.getAllProperties().map(({ name }) => name)).toEqual(EVENT_PROPERTIES);
      for (const property of event.getAllProperties()) expect(Object.keys(property.jCal[1])).toEqual([]);
    }
  });

  it('S32: every line of the file begins as we began it', async () => {
    const file = await fileOf(anInput({ entries: entriesWith(payloads) }));
    const names = unfolded(file)
      .filter(Boolean)
      .map((line) => /^[A-Z-]+/.exec(line)?.[0]);
    expect(new Set(names)).toEqual(
      new Set([
        ...['BEGIN', 'END', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD', 'NAME', 'X-WR-CALNAME', 'X-WR-TIMEZONE'],
        ...['REFRESH-INTERVAL', 'X-PUBLISHED-TTL', 'TZID', 'TZNAME', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE'],
        ...EVENT_PROPERTIES.map((name) => name.toUpperCase()),
      ]),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what some readers take for the end of a line
    expect(file).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\u2028\u2029]/);
  });

  it('keeps awkward text as it was typed', async () => {
    const { events } = await calendarOf(anInput({ entries: entriesWith(AWKWARD) }));
    events.forEach((event, index) => {
      expect(String(event.getFirstPropertyValue('description')).startsWith(AWKWARD[index] ?? '?')).toBe(true);
    });
  });
});
