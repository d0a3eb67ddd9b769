import { type CalendarDateTime, parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';
import ICAL from 'ical.js';
import type { StoredEntry } from '../calendar/entry';
import { addDays, TIME_ZONE } from '../core/dates';
import type { Locale, Localised } from '../core/locale';
import type { Status } from '../method/statuses';
import type { ExportFormat, ExportInput } from './format';
import { namesOf } from './names';
import { amsterdamZone, type JcalComponent, type JcalProperty } from './vtimezone';

/** How long a message with a clock time takes in a calendar, in minutes: long enough to see, too short to get in the way. */
const MINUTES = 30;

// RFC 5545 allows 75 octets a line; ical.js counts them without the space that opens every line after the first.
ICAL.foldLength = 74;

const STATUS: Record<Status, 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED'> = {
  idea: 'TENTATIVE',
  planned: 'TENTATIVE',
  inProgress: 'TENTATIVE',
  review: 'TENTATIVE',
  approved: 'CONFIRMED',
  published: 'CONFIRMED',
  dropped: 'CANCELLED',
};

const LABELS = {
  channel: { nl: 'Kanaal', en: 'Channel' },
  phase: { nl: 'Fase', en: 'Phase' },
  owner: { nl: 'Maker', en: 'Maker' },
  status: { nl: 'Status', en: 'Status' },
  peak: { nl: '★ Piekmoment', en: '★ Peak moment' },
} satisfies Record<string, Localised>;

/**
 * Text that cannot break out of its line (S32). ical.js escapes `\`, `;`, `,` and newlines, but lets a lone carriage
 * return through, and readers differ in what else they take for the end of a line.
 */
const plain = (text: string): string =>
  text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to take out
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '');

const text = (name: string, value: string): JcalProperty => [name, {}, 'text', plain(value)];

/** A text property that ical.js has no type for: escaped here, or it would go out raw. */
const extension = (name: string, value: string): JcalProperty => [
  name,
  {},
  'unknown',
  ICAL.design.icalendar.value.text.toICAL(plain(value)),
];

const utc = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19)}Z`;

/** The clock time itself, or the one an hour later when the clock skips it on the last Sunday of March: readers disagree about those. */
const existing = (time: CalendarDateTime): CalendarDateTime => toCalendarDateTime(toZoned(time, TIME_ZONE));

/** Wall-clock times with the zone's name, so that the meeting stays at ten when the clocks change. */
function moment({ plannedOn, startTime }: StoredEntry): readonly JcalProperty[] {
  if (startTime === null) {
    return [
      ['dtstart', {}, 'date', plannedOn],
      ['dtend', {}, 'date', addDays(plannedOn, 1)],
    ];
  }
  const start = existing(parseDateTime(`${plannedOn}T${startTime}:00`));
  const end = existing(start.add({ minutes: MINUTES }));
  return [
    ['dtstart', { tzid: TIME_ZONE }, 'date-time', start.toString()],
    ['dtend', { tzid: TIME_ZONE }, 'date-time', end.toString()],
  ];
}

function description(entry: StoredEntry, locale: Locale): string {
  const { channel, phase, status } = namesOf(entry, locale);
  const facts = [
    entry.peak ? LABELS.peak[locale] : '',
    channel && `${LABELS.channel[locale]}: ${channel}`,
    `${LABELS.phase[locale]}: ${phase}`,
    entry.owner && `${LABELS.owner[locale]}: ${entry.owner}`,
    `${LABELS.status[locale]}: ${status}`,
  ].filter(Boolean);
  return [entry.message, facts.join('\n')].filter(Boolean).join('\n\n');
}

function event(entry: StoredEntry, { session, locale }: ExportInput): JcalComponent {
  const { letter, title, phase, channel } = namesOf(entry, locale);
  const categories = [entry.personaName, phase, channel].map(plain).filter(Boolean);
  return [
    'vevent',
    [
      // Without the host: a calendar recognises its entries after the installation moved to another address.
      text('uid', `${entry.id}@${session.id}`),
      ['sequence', {}, 'integer', entry.sequence],
      ['dtstamp', {}, 'date-time', utc(entry.updatedAt)],
      ['last-modified', {}, 'date-time', utc(entry.updatedAt)],
      ...moment(entry),
      text('summary', `${letter} ${entry.personaName} · ${title}`),
      text('description', description(entry, locale)),
      ['categories', {}, 'text', ...categories],
      text('status', STATUS[entry.status]),
      text('transp', 'TRANSPARENT'),
    ],
    [],
  ];
}

/** iCalendar (RFC 5545), for Outlook, Apple, Google and Thunderbird; the same file serves as a subscription. */
export const ics: ExportFormat = {
  id: 'ics',
  label: { nl: 'Agenda (ICS)', en: 'Calendar (ICS)' },
  mime: 'text/calendar; charset=utf-8; method=PUBLISH',
  extension: 'ics',
  render: (input) => {
    const { session, entries, locale } = input;
    const calendar: JcalComponent = [
      'vcalendar',
      [
        text('version', '2.0'),
        text('prodid', `-//Reisgezel//Reisgezel//${locale.toUpperCase()}`),
        text('calscale', 'GREGORIAN'),
        text('method', 'PUBLISH'),
        extension('name', session.title),
        extension('x-wr-calname', session.title),
        extension('x-wr-timezone', TIME_ZONE),
        // How often a subscription looks again: the standard's property, and the one Outlook reads.
        ['refresh-interval', {}, 'duration', 'PT1H'],
        extension('x-published-ttl', 'PT1H'),
      ],
      [amsterdamZone, ...entries.map((entry) => event(entry, input))],
    ];
    return new TextEncoder().encode(ICAL.stringify([...calendar]));
  },
};
