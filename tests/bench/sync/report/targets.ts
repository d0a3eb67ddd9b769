import type { Flooded } from '../parts/flood';
import { figure, table } from './figures';
import type { Result } from './results';

/** What is asked of ours: a figure, or its ratio to that of another server in the same run. */
type Target = {
  readonly what: string;
  readonly read: (result: Result) => number | undefined;
  /** Without it the figure itself is what counts. */
  readonly against?: { readonly name: string; readonly isIt: (result: Result) => boolean };
  /** Of this one of our servers only; of all unless given. */
  readonly only?: string;
  readonly goal: number;
  readonly isLeast?: boolean;
  /** The goal itself does not count as met. */
  readonly isOpen?: boolean;
};

const one = (id: string, name = id): Target['against'] => ({ name, isIt: (result) => result.id === id });
const isOurs = ({ id }: Result): boolean => id.startsWith('ours');
/** Of several servers the best one counts. */
const bestPeer: Target['against'] = { name: 'best peer', isIt: (result) => !isOurs(result) && result.id !== 'relay' };

/** @returns how many times as long letters take beside a flood, at that quantile; endless when they got lost */
export const slowdown = ({ calm, beside }: Flooded, quantile: 'p95' | 'p99'): number =>
  calm && beside ? beside[quantile] / calm[quantile] : Number.POSITIVE_INFINITY;

const worst =
  (quantile: 'p95' | 'p99', counts: (flood: Flooded) => boolean = () => true) =>
  ({ flood }: Result): number | undefined =>
    flood && Math.max(...flood.filter(counts).map((one) => slowdown(one, quantile)));

const rooms = ({ ramp }: Result) => ramp?.rooms;

const TARGETS: readonly Target[] = [
  { what: 'rooms', against: one('relay'), read: rooms, goal: 0.8, isLeast: true },
  { what: 'rooms', against: one('y-level', 'y-leveldb'), read: rooms, goal: 1.5, isLeast: true },
  { what: 'rooms', against: one('hocuspocus', 'Hocuspocus'), read: rooms, goal: 3.5, isLeast: true },
  {
    what: 'CPU per delivery',
    against: one('y-ws', '@y/websocket-server'),
    read: ({ steady }) => steady?.cpuPerMillion,
    goal: 0.75,
  },
  {
    what: 'CPU per delivery, Redis between',
    against: one('ours-pg', 'one process'),
    only: 'ours-redis',
    read: ({ steady }) => steady?.cpuPerMillion,
    goal: 1.5,
  },
  { what: 'ack p99 at half load, ms', read: ({ half }) => half?.ackP99, goal: 50 },
  { what: 'event loop p99, ms', read: ({ steady }) => steady?.loopP99, goal: 10 },
  {
    what: 'memory of an active room',
    against: one('y-ws', '@y/websocket-server'),
    read: ({ memory }) => memory?.active,
    goal: 1,
  },
  // Nothing, to the kilobyte: what is left is the noise of the heap.
  { what: 'memory of a room left, kB', read: ({ memory }) => memory && memory.empty / 1_024, goal: 1 },
  { what: 'cold join', against: bestPeer, read: ({ joining }) => joining?.cold, goal: 0.5 },
  { what: 'longest stall at a cold join, ms', read: ({ joining }) => joining?.stall, goal: 20 },
  { what: 'five joining at once, ms', read: ({ joining }) => joining?.five, goal: 100 },
  { what: 'letters beside a flood ÷ calm, p95', read: worst('p95'), goal: 2, isOpen: true },
  {
    what: 'letters beside malformed frames ÷ calm, p99',
    read: worst('p99', ({ title }) => title === 'malformed frames'),
    goal: 2,
    isOpen: true,
  },
];

function rowOf(target: Target, own: Result, results: readonly Result[]): readonly string[] | null {
  const { what, against, only, read, goal, isLeast, isOpen } = target;
  if (only !== undefined && only !== own.id) return null;
  const mine = read(own);
  const theirs = results.filter((result) => result !== own && against?.isIt(result)).flatMap((it) => read(it) ?? []);
  if (mine === undefined || (against && theirs.length === 0)) return null;
  const measured = against ? mine / (isLeast ? Math.max(...theirs) : Math.min(...theirs)) : mine;
  const isMet = isLeast ? measured >= goal : isOpen ? measured < goal : measured <= goal;
  const sign = isLeast ? '≥' : isOpen ? '<' : '≤';
  const name = against ? `${what} ÷ ${against.name}` : what;
  return [`${own.title}: ${name}`, figure(measured), `${sign} ${goal}`, isMet ? 'yes' : 'no'];
}

/** Every target for which this run has the figures, of each of our own servers; nothing when there are none. */
export function targets(results: readonly Result[]): string[] {
  const rows = results
    .filter(isOurs)
    .flatMap((own) => TARGETS.map((target) => rowOf(target, own, results)))
    .filter((row) => row !== null);
  return rows.length > 0 ? [table(['target', 'measured', 'asked', 'met'], rows)] : [];
}
