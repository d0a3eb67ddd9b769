import { Crowd, lasting, type Pace } from '../load/crowd';
import type { Script } from '../load/script';
import type { RunningServer } from '../servers/running';

/** One measurement of people at work. Times in milliseconds unless they say otherwise. */
export type Steady = {
  readonly rooms: number;
  /** Edits and movements that reached somebody, per second. */
  readonly perSecond: number;
  /** Part of what was sent that had arrived at the end. */
  readonly arrived: number;
  readonly cpuPerMillion: number;
  readonly p50: number;
  readonly p99: number;
  readonly moveP99: number;
  readonly ackP99: number;
  readonly loopP99: number;
  readonly loopMax: number;
  /** The generator's own: a part of one processor, and its delay. */
  readonly ownBusy: number;
  readonly ownDelayP99: number;
};

/** What everything takes part in: the document to start from, and what people type. */
export type Work = { readonly seed: Uint8Array; readonly scripts: readonly Script[] };

/** Measures a crowd that is at work. */
export async function measure(server: RunningServer, crowd: Crowd, rooms: number, ms: number): Promise<Steady> {
  const { tally } = crowd;
  crowd.clear();
  await server.reset();
  await lasting(ms);
  const cost = await server.report();
  const own = crowd.ownCost(cost.seconds);
  const due = (tally.sentEdits + tally.sentMoves) * crowd.listeners;
  return {
    rooms,
    perSecond: tally.deliveries / cost.seconds,
    arrived: due === 0 ? 1 : tally.deliveries / due,
    cpuPerMillion: (cost.cpuSeconds / tally.deliveries) * 1e6,
    p50: tally.edits.quantile(0.5),
    p99: tally.edits.quantile(0.99),
    moveP99: tally.moves.quantile(0.99),
    ackP99: tally.acks.quantile(0.99),
    loopP99: cost.loopP99,
    loopMax: cost.loopMax,
    ownBusy: own.busy,
    ownDelayP99: own.delayP99,
  };
}

/**
 * How many rooms, for how many milliseconds, how busy, and how many of the people in each only watch: the last ones. `warmMs` goes
 * before: what the engine has not compiled yet takes several times as long.
 */
export type SteadyPlan = {
  readonly rooms: number;
  readonly warmMs?: number;
  readonly ms: number;
  readonly pace?: Pace;
  readonly observers?: number;
};

/** What a server holds with everybody in, in bytes: after collecting what is not in use, and in all. */
export type Held = { readonly bytes: number; readonly rss: number };

const WARM_MS = 1_500;

/** Somebody for each script in each of a number of rooms, at full activity unless the plan says otherwise. */
export async function steady(server: RunningServer, work: Work, plan: SteadyPlan): Promise<Steady & Held> {
  const { rooms, warmMs = WARM_MS, ms, pace, observers } = plan;
  const crowd = new Crowd({ ports: server.ports, dialect: server.kind.dialect }, work.scripts, pace);
  try {
    const isOurs = server.kind.program === 'ours';
    const places = await server.places(rooms, work.seed, work.scripts.length, observers);
    await crowd.enter(places, isOurs ? undefined : work.seed);
    crowd.start();
    await lasting(warmMs);
    const result = await measure(server, crowd, rooms, ms);
    crowd.stop();
    return { ...result, ...(await server.memory()) };
  } finally {
    crowd.leave();
  }
}
