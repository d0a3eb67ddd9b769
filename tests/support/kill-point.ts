import type { JourneyLog } from '@/server/db/contract';
import type { Projector } from '@/server/sync/contract';

/** Moments at which a server can be killed, counted from its start. */
export const KILL_POINTS = [
  /** A batch is about to be written. */
  'before the commit',
  /** A batch is being written: some time after the database was asked. */
  'in the commit',
  /** A batch is on the disk, and nobody knows yet. */
  'between commit and ack',
  'before compaction',
  'in compaction',
  'after compaction',
  /** A journey is being read at the first visit. */
  'in loading',
  'before projection',
  'in projection',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** Where to die, and at the how manieth time that point comes by; `ms` after it where it is in the middle of something. */
export type KillPlan = { readonly point: KillPoint; readonly nth: number; readonly ms: number };

/** Ends this process at once, as a power cut does. */
const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** Puts a killer between the rooms and the database. */
export function killer(plan: KillPlan | null): {
  readonly log: (real: JourneyLog) => JourneyLog;
  readonly projector: (real: Projector) => Projector;
} {
  let left = plan?.nth ?? 0;
  const at = (point: KillPoint): void => {
    if (plan?.point !== point) return;
    left -= 1;
    if (left > 0) return;
    if (!point.startsWith('in ')) die();
    setTimeout(die, plan.ms);
  };
  const around = async <T>(
    points: readonly [KillPoint | null, KillPoint | null, KillPoint | null],
    work: () => Promise<T>,
  ): Promise<T> => {
    const [before, during, after] = points;
    if (before) at(before);
    const working = work();
    if (during) at(during);
    const done = await working;
    if (after) at(after);
    return done;
  };
  return {
    log: (real) => ({
      ...real,
      append: (batch) =>
        around(['before the commit', 'in the commit', 'between commit and ack'], () => real.append(batch)),
      compact: (...merged) =>
        around(['before compaction', 'in compaction', 'after compaction'], () => real.compact(...merged)),
      load: (sessionId) => around([null, 'in loading', null], () => real.load(sessionId)),
    }),
    projector: (real) => ({
      ...real,
      write: (sessionId, entries, seq) =>
        around(['before projection', 'in projection', null], () => real.write(sessionId, entries, seq)),
    }),
  };
}
