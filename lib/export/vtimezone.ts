import { TIME_ZONE } from '../core/dates';

/** A property in jCal (RFC 7265): name, parameters, value type, values. */
export type JcalProperty = readonly [string, Readonly<Record<string, string>>, string, ...unknown[]];
/** A component in jCal: name, properties, components inside it. */
export type JcalComponent = readonly [string, readonly JcalProperty[], readonly JcalComponent[]];

const change = (
  kind: 'daylight' | 'standard',
  name: string,
  start: string,
  month: number,
  from: string,
  to: string,
): JcalComponent => [
  kind,
  [
    ['dtstart', {}, 'date-time', start],
    ['rrule', {}, 'recur', { freq: 'YEARLY', bymonth: month, byday: '-1SU' }],
    ['tzname', {}, 'text', name],
    ['tzoffsetfrom', {}, 'utc-offset', from],
    ['tzoffsetto', {}, 'utc-offset', to],
  ],
  [],
];

/**
 * Amsterdam's clock by the rule of the European Union: summer time from the last Sunday of March, 02:00, to the last
 * Sunday of October, 03:00. In force in this form since October 1996, so right for every date a plan may have. Written
 * as data because a file must carry its zone: not every calendar program knows the name alone.
 */
export const amsterdamZone: JcalComponent = [
  'vtimezone',
  [['tzid', {}, 'text', TIME_ZONE]],
  [
    change('daylight', 'CEST', '1997-03-30T02:00:00', 3, '+01:00', '+02:00'),
    change('standard', 'CET', '1996-10-27T03:00:00', 10, '+02:00', '+01:00'),
  ],
];
