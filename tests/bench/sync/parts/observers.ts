import { writeScript } from '../load/script';
import type { RunningServer } from '../servers/running';
import { type Steady, steady, type Work } from './steady';

/** One room of writers at full activity, by themselves and with people who point and read along. */
export type Observed = { readonly observers: number; readonly alone: Steady; readonly watched: Steady };

export type ObserversPlan = { readonly observers: number; readonly ms: number };

const WRITERS = 6;
const LETTERS = 500;

/** What people who only watch do to those who write. */
export async function observed(
  start: () => Promise<RunningServer>,
  seed: Uint8Array,
  { observers, ms }: ObserversPlan,
): Promise<Observed> {
  const workWith = (watching: number): Work => ({
    seed,
    // Nothing to type: observers may not, and on no server they do.
    scripts: Array.from({ length: WRITERS + watching }, (_, seat) =>
      writeScript(seed, seat, seat < WRITERS ? LETTERS : 0),
    ),
  });
  const measure = async (watching: number): Promise<Steady> => {
    const server = await start();
    try {
      return await steady(server, workWith(watching), { rooms: 1, ms, observers: watching });
    } finally {
      await server.remove();
    }
  };
  return { observers, alone: await measure(0), watched: await measure(observers) };
}
