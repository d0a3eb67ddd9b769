import { Flooder } from '../abuse/flooder';
import type { Flood } from '../abuse/floods';
import { Crowd, lasting, type Pace, settled } from '../load/crowd';
import type { RunningServer } from '../servers/running';
import type { Work } from './steady';

/** How long letters were on their way from one to the other, in milliseconds. */
export type Times = {
  readonly letters: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly slowest: number;
  /** Of the event loops: the server's longest, and the generator's own. */
  readonly stall: number;
  readonly ownDelayP99: number;
};

/** Honest pairs by themselves, and right after that beside a flood. */
export type Flooded = {
  readonly title: string;
  /** `null` when letters never arrived. */
  readonly calm: Times | null;
  readonly beside: Times | null;
  /** The server ended. */
  readonly fell: boolean;
  /** Messages of the flood that left, per second. */
  readonly perSecond: number;
};

/** Rooms with two people; the flood is in the first one. A sixth of all letters is enough to show in a p95. */
const PAIRS = 6;
/** Quick typists, for a p99 in seconds. Within what ours lets one person send. */
const PAIR_PACE: Pace = { fastest: 15, slowest: 20, move: 100 };
const WARM_MS = 500;
/** How long letters may take at most before they count as lost (milliseconds). */
const PATIENCE_MS = 8_000;

const haveAll = ({ people }: Crowd): boolean =>
  people.every((person) => [...person.others.values()].every((other) => person.seenOf(other) === other.edit));

/** Lets pairs type for that many milliseconds, and waits until their last letter has come. */
async function typed(server: RunningServer, crowd: Crowd, ms: number, flooder?: Flooder): Promise<Times | null> {
  const { tally } = crowd;
  crowd.clear();
  await server.reset();
  crowd.start();
  flooder?.start();
  await lasting(ms);
  flooder?.stop();
  crowd.stop();
  const { delayP99 } = crowd.ownCost(ms / 1_000);
  try {
    await settled(() => haveAll(crowd), 'the last letters', PATIENCE_MS);
  } catch {
    return null;
  }
  const { edits } = tally;
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((part) => edits.quantile(part));
  const { loopMax } = await server.report();
  return { letters: edits.count, p50, p95, p99, slowest: edits.max, stall: loopMax, ownDelayP99: delayP99 };
}

/** Pairs in fresh rooms. */
async function pairsIn(server: RunningServer, work: Work) {
  const crowd = new Crowd({ ports: server.ports, dialect: server.kind.dialect }, work.scripts.slice(0, 2), PAIR_PACE);
  const places = await server.places(PAIRS, work.seed, 3);
  await crowd.enter(places, server.kind.program === 'ours' ? undefined : work.seed);
  await typed(server, crowd, WARM_MS);
  return { crowd, place: places[0] };
}

async function beside(server: RunningServer, flood: Flood, work: Work, ms: number): Promise<Omit<Flooded, 'fell'>> {
  const { title } = flood;
  const { crowd, place } = await pairsIn(server, work);
  try {
    if (!place) throw new Error('no place');
    const { port, kind } = server;
    const flooder = new Flooder({ port, dialect: kind.dialect, place, seat: 2, flood });
    const calm = await typed(server, crowd, ms);
    const flooded = await typed(server, crowd, ms, flooder);
    return { title, calm, beside: flooded, perSecond: (flooder.sent / ms) * 1_000 };
  } finally {
    crowd.leave();
  }
}

/** Honest pairs beside each flood. After a flood that did harm, the next one meets a fresh server. */
export async function flooding(
  start: () => Promise<RunningServer>,
  floods: readonly Flood[],
  work: Work,
  ms: number,
): Promise<readonly Flooded[]> {
  const flooded: Flooded[] = [];
  let server = await start();
  try {
    for (const flood of floods) {
      const nothing = { title: flood.title, calm: null, beside: null, perSecond: 0 };
      const result = await beside(server, flood, work, ms).catch(() => nothing);
      const fell = !server.isUp();
      flooded.push({ ...result, fell });
      const isSound = !fell && result.calm && result.beside && result.beside.p99 <= result.calm.p99 * 3;
      if (isSound) continue;
      await server.remove();
      server = await start();
    }
    return flooded;
  } finally {
    await server.remove();
  }
}
