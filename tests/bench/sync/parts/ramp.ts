import { Crowd, lasting, settled } from '../load/crowd';
import type { RunningServer } from '../servers/running';
import { measure, type Steady, type Work } from './steady';

/** Too slow from here on: people notice that they wait for each other (milliseconds). */
const TOO_SLOW_MS = 100;
/** A server at which that much has not arrived is not slow but behind. */
const LEAST_ARRIVED = 0.95;

export type RampPlan = { readonly from: number; readonly step: number; readonly most: number; readonly ms: number };

/** The most rooms that went well, and how it went on the way. */
export type Ramp = { readonly rooms: number; readonly steps: readonly Steady[] };

const isWell = ({ p99, arrived }: Steady): boolean => p99 <= TOO_SLOW_MS && arrived >= LEAST_ARRIVED;

/** Whether what was sent has arrived again, so that a step does not suffer from the one before. */
async function calm(crowd: Crowd): Promise<boolean> {
  crowd.clear();
  await lasting(500);
  return crowd.tally.edits.quantile(0.99) < TOO_SLOW_MS * 3;
}

/**
 * More and more rooms until people wait for each other. A step that goes badly gets a second chance: other programs on the same
 * machine must not decide.
 */
export async function ramp(server: RunningServer, work: Work, { from, step, most, ms }: RampPlan): Promise<Ramp> {
  const crowd = new Crowd({ ports: server.ports, dialect: server.kind.dialect }, work.scripts);
  const document = server.kind.program === 'ours' ? undefined : work.seed;
  const steps: Steady[] = [];
  let best = 0;
  try {
    crowd.start();
    for (let rooms = from; rooms <= most; rooms += step) {
      const more = rooms === from ? from : step;
      await crowd.enter(await server.places(more, work.seed), document);
      await lasting(800);
      let result = await measure(server, crowd, rooms, ms);
      if (!isWell(result) && (await calm(crowd))) result = await measure(server, crowd, rooms, ms);
      steps.push(result);
      if (!isWell(result)) break;
      best = rooms;
    }
  } catch (error) {
    // A server that no longer lets people in has reached its end.
    if (best === 0) throw error;
  } finally {
    crowd.leave();
    await settled(() => crowd.people.every(({ isOpen }) => !isOpen), 'everybody to leave');
  }
  return { rooms: best, steps };
}
