import { lasting, settled } from '../load/crowd';
import type { Place } from '../load/dialect';
import { Person } from '../load/person';
import { largeSeed, type Script, writeScript } from '../load/script';
import { Tally } from '../load/tally';
import { medians } from '../report/figures';
import type { RunningServer } from '../servers/running';

/** Milliseconds until somebody has the document. */
export type Joining = {
  /** The first one, right after the server started. */
  readonly cold: number;
  /** The longest standstill of the server meanwhile, and the longest of all starts. */
  readonly stall: number;
  readonly worstStall: number;
  /** Five at once, while one is there. */
  readonly five: number;
  readonly bytes: number;
};

export type History = { readonly seed: Uint8Array; readonly scripts: readonly Script[] };

/** Twenty people who each write a part of it, in a journey of a thousand touchpoints. */
export function longHistory(edits: number, touchpoints = 1_000, people = 20): History {
  const seed = largeSeed(touchpoints);
  const scripts = Array.from({ length: people }, (_, seat) => writeScript(seed, seat * 37, Math.ceil(edits / people)));
  return { seed, scripts };
}

/** Edits that are on their way at most, so that no server is pushed over. */
const AHEAD = 40;
/** Edits a second of one person; more is refused as no human's work. */
const PACE = 180;

function person(server: RunningServer, place: Place, history: History, seat: number): Person {
  const { port, kind } = server;
  const scripts = history.scripts;
  return new Person({ port, dialect: kind.dialect, place, seat, scripts, tally: new Tally(), from: '10.9.9.9' });
}

/** Writes the history as people do: over sockets, one edit after the other. */
async function writeHistory(server: RunningServer, place: Place, history: History): Promise<void> {
  const people = history.scripts.map((_, seat) => person(server, place, history, seat));
  const byClient = new Map(people.map((one) => [one.script.client, one]));
  for (const one of people) one.others = byClient;
  await settled(() => people.every(({ isSynced }) => isSynced), 'the people who write');
  const [first, reader] = people;
  if (server.kind.program !== 'ours') first?.write(history.seed);
  const enough = history.seed.length * 0.9;
  await settled(() => (reader?.documentBytes ?? 0) >= enough, 'the seed', 60_000);
  const total = history.scripts[0]?.updates.length ?? 0;
  const from = performance.now();
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const goal = Math.min(total, ((performance.now() - from) / 1_000) * PACE);
      for (const one of people) {
        const behind = (people[0] === one ? reader : people[0])?.seenOf(one) ?? 0;
        while (one.edit < goal && one.edit - behind < AHEAD) one.type();
      }
      if (people.every(({ edit }) => edit >= total)) {
        clearInterval(timer);
        done();
      }
    }, 5);
  });
  await settled(
    () => people.every((one) => (one === first ? reader : first)?.seenOf(one) === total),
    'the last edits',
    60_000,
  );
  // Time for what is stored later.
  await lasting(3_000);
  for (const one of people) one.leave();
  await settled(() => people.every(({ isOpen }) => !isOpen), 'the people who write to leave');
}

async function joined(people: readonly Person[], bytes: number): Promise<number> {
  const from = performance.now();
  await new Promise<void>((resolve, reject) => {
    const until = from + 60_000;
    const look = () => {
      if (people.every(({ documentBytes }) => documentBytes >= bytes)) return resolve();
      if (performance.now() > until) return reject(new Error('the document never came'));
      // Without a pause this would take the processor that the server may need besides its own.
      setTimeout(look, 1);
    };
    look();
  });
  return performance.now() - from;
}

/** How long it takes to join a session with a long history; the median of so many starts. */
export async function joining(server: RunningServer, history: History, starts: number): Promise<Joining> {
  const [place] = await server.places(1, history.seed, history.scripts.length);
  if (!place) throw new Error('no place');
  await writeHistory(server, place, history);
  const all: Joining[] = [];
  while (all.length < starts) all.push(await joiningAnew(server, place, history));
  return { ...medians(all), worstStall: Math.max(...all.map(({ stall }) => stall)) };
}

async function joiningAnew(server: RunningServer, place: Place, history: History): Promise<Joining> {
  const fresh = await server.again();
  try {
    await lasting(1_000);
    await fresh.reset();
    await lasting(100);
    const enough = history.seed.length * 0.9;
    const one = person(fresh, place, history, 0);
    const cold = await joined([one], enough);
    // A server may answer before it has the document ready: the standstills of that count as well.
    await lasting(1_000);
    const { loopMax } = await fresh.report();
    const many = [1, 2, 3, 4, 5].map((seat) => person(fresh, place, history, seat));
    const five = await joined(many, enough);
    for (const other of [one, ...many]) other.leave();
    return { cold, stall: loopMax, worstStall: loopMax, five, bytes: one.documentBytes };
  } finally {
    await fresh.stop();
  }
}
