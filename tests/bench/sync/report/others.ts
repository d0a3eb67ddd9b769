import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Surroundings } from './results';

/** Ticks of processor time since the machine started: in use, and in all. `null` where the system does not tell. */
function ticks(): { readonly busy: number; readonly all: number } {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, one) => sum + one.busy, 0);
  return { busy, all: busy + times.reduce((sum, one) => sum + one.idle, 0) };
}

/** Milliseconds of processor time of this process and the children that have ended. */
function own(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
    // utime, stime, cutime, cstime in hundredths of a second.
    return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) * 10;
  } catch {
    return 0;
  }
}

/** Watches how busy other programs keep the machine; the answer tells, up to then. Call it when all children have ended. */
export function watchOthers(): () => Surroundings {
  const [start, mine] = [ticks(), own()];
  return () => {
    const now = ticks();
    const all = now.all - start.all;
    const others = now.busy - start.busy - (own() - mine);
    return { processors: cpus().length, othersBusy: Math.max(0, others / all) };
  };
}
