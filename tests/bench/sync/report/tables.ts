import type { Steady } from '../parts/steady';
import { figure, table } from './figures';
import { floods, harms } from './hostility';
import type { Result, Surroundings } from './results';
import { targets } from './targets';

type Column = readonly [string, (result: Result) => number | undefined];

const KILOBYTE = 1_024;
const MEGABYTE = KILOBYTE * KILOBYTE;

const SPEED: readonly Column[] = [
  ['rooms before p99 > 100 ms', ({ ramp }) => ramp?.rooms],
  ['CPU s per million deliveries', ({ steady }) => steady?.cpuPerMillion],
  ['p50 ms', ({ steady }) => steady?.p50],
  ['p99 ms', ({ steady }) => steady?.p99],
  ['pointer p99 ms', ({ steady }) => steady?.moveP99],
  ['event loop p99 ms', ({ steady }) => steady?.loopP99],
  ['ack p99 ms', ({ steady }) => steady?.ackP99 || undefined],
  ['ack p99 ms at half load', ({ half }) => half?.ackP99 || undefined],
  ['arrived %', ({ steady }) => steady && steady.arrived * 100],
];

const SIZE: readonly Column[] = [
  ['kB per active room', ({ memory }) => memory && memory.active / KILOBYTE],
  ['kB per room left', ({ memory }) => memory && memory.empty / KILOBYTE],
  ['cold join ms', ({ joining }) => joining?.cold],
  ['longest stall ms', ({ joining }) => joining?.stall],
  ['… of all starts', ({ joining }) => joining?.worstStall],
  ['five at once ms', ({ joining }) => joining?.five],
];

/** Of the servers of which there is something to tell; nothing when there are none. */
function columns(results: readonly Result[], wanted: readonly Column[]): string[] {
  const told = results.filter((result) => wanted.some(([, read]) => read(result) !== undefined));
  if (told.length === 0) return [];
  const rows = told.map((result) => [result.title, ...wanted.map(([, read]) => figure(read(result)))]);
  return [table(['server', ...wanted.map(([name]) => name)], rows)];
}

const pace = ({ cpuPerMillion, p50, p99, moveP99, loopP99, arrived }: Steady): readonly string[] =>
  [cpuPerMillion, p50, p99, moveP99, loopP99, arrived * 100].map(figure);
const PACE = ['CPU s per million deliveries', 'p50 ms', 'p99 ms', 'pointer p99 ms', 'event loop p99 ms', 'arrived %'];

function manyRooms(results: readonly Result[]): string {
  const rows = results.flatMap(({ title, many = [] }) =>
    many.map((point) => {
      const memory = [point.bytes, point.rss].map((bytes) => figure(bytes / MEGABYTE));
      return [title, String(point.rooms), ...pace(point), ...memory];
    }),
  );
  return table(['calm rooms', 'rooms', ...PACE, 'MB in use', 'MB in all'], rows);
}

function observers(results: readonly Result[]): string {
  const rows = results.flatMap(({ title, observed }) =>
    observed
      ? [
          [title, '0', ...pace(observed.alone)],
          [title, String(observed.observers), ...pace(observed.watched)],
        ]
      : [],
  );
  return table(['six writers in one room', 'observers', ...PACE], rows);
}

function notes(results: readonly Result[], { processors, othersBusy }: Surroundings): string {
  const measured = results.flatMap(({ steady, ramp, many = [], observed }) => [
    ...(steady ? [steady] : []),
    ...(ramp?.steps ?? []),
    ...many,
    ...(observed ? [observed.watched] : []),
  ]);
  const busiest = Math.max(...measured.map(({ ownBusy }) => ownBusy));
  const ofOthers = `Medians; ${processors} processors, of which other programs took ${figure(othersBusy * 100)} % of the time.`;
  if (measured.length === 0) return ofOthers;
  const full = busiest > 0.9 ? ': it was full, so the highest figures are its own limit' : '';
  return `${ofOthers} The load generator took at most ${figure(busiest * 100)} % of one processor${full}.`;
}

/** All results as Markdown. */
export function markdown(results: readonly Result[], surroundings: Surroundings): string {
  const has = (part: keyof Result): boolean => results.some((result) => result[part] !== undefined);
  const parts = [
    ...columns(results, SPEED),
    ...columns(results, SIZE),
    ...(has('many') ? [manyRooms(results)] : []),
    ...(has('observed') ? [observers(results)] : []),
    ...(has('flood') ? [floods(results)] : []),
    ...(has('abuse') ? [harms(results)] : []),
    ...targets(results),
    notes(results, surroundings),
  ];
  return `${parts.join('\n\n')}\n`;
}
