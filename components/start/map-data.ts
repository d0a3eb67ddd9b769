import type { start } from '@/lib/i18n/nl/start';

type Texts = typeof start.map;
export type StationKey = keyof Texts['stations'];
export type DateKey = keyof Texts['dates'];

/** A station of the drawing on the start page, in the drawing's own units. */
export type Stop = {
  readonly key: StationKey;
  readonly line: 0 | 1 | 2;
  readonly zone: 0 | 1 | 2 | 3;
  readonly x: number;
  readonly y: number;
  readonly peak?: boolean;
};

export const WIDTH = 1240;
export const HEIGHT = 440;

export const ZONES = [
  { name: 'Touch', from: 165, to: 385 },
  { name: 'Tell', from: 385, to: 590 },
  { name: 'Sell', from: 590, to: 790 },
  { name: 'Care', from: 790, to: 975 },
] as const;

/** The three lines, bent at 45° as on a metro map; `gap` is where nothing is planned yet. */
export const LINES = [
  { letter: 'A', start: { x: 30, y: 108 }, path: 'M30 108H400L440 148H905L945 108H990', gap: null },
  { letter: 'B', start: { x: 30, y: 232 }, path: 'M30 232H385M590 232H990', gap: 'M385 232H590' },
  { letter: 'C', start: { x: 30, y: 368 }, path: 'M30 368H420L462 326H760L790 354H890L930 314H990', gap: null },
] as const;

export const STOPS: readonly Stop[] = [
  { key: 'letter', line: 0, zone: 0, x: 225, y: 108 },
  { key: 'evening', line: 0, zone: 1, x: 480, y: 148 },
  { key: 'call', line: 0, zone: 2, x: 660, y: 148, peak: true },
  { key: 'card', line: 0, zone: 3, x: 830, y: 148 },
  { key: 'clip', line: 1, zone: 0, x: 270, y: 232 },
  { key: 'pickup', line: 1, zone: 2, x: 660, y: 232 },
  { key: 'reel', line: 2, zone: 0, x: 225, y: 368 },
  { key: 'qr', line: 2, zone: 2, x: 640, y: 326 },
  { key: 'pizza', line: 2, zone: 3, x: 840, y: 354, peak: true },
];

/** The same contacts as departures: the journey ends in a calendar. */
export const DEPARTURES: readonly { readonly date: DateKey; readonly station: StationKey; readonly line: 0 | 1 | 2 }[] =
  [
    { date: 'a', station: 'letter', line: 0 },
    { date: 'b', station: 'clip', line: 1 },
    { date: 'c', station: 'reel', line: 2 },
    { date: 'd', station: 'call', line: 0 },
    { date: 'e', station: 'pickup', line: 1 },
    { date: 'f', station: 'pizza', line: 2 },
  ];
