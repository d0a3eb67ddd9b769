import { lasting, settled } from '../load/crowd';
import { Person } from '../load/person';
import type { Script } from '../load/script';
import { Tally } from '../load/tally';
import type { RunningServer } from '../servers/running';
import { Arena } from './arena';
import type { AbuseKind } from './kinds';

/** What an attack did to two honest people in the same session. */
export type Harm = {
  readonly title: string;
  /** Their slowest letter from one to the other, in milliseconds; `null` when letters never arrived. */
  readonly slowest: number | null;
  /** The server had to be started again. */
  readonly fell: boolean;
};

const LETTER_MS = 20;
/** How long letters may take at most before they count as lost (milliseconds). */
const PATIENCE_MS = 8_000;
const SEATS = 8;

async function pairIn(server: RunningServer, seed: Uint8Array, scripts: readonly Script[]) {
  const [place] = await server.places(1, seed, SEATS);
  if (!place) throw new Error('no place');
  const tally = new Tally();
  const { port, kind } = server;
  const make = (seat: number) =>
    new Person({ port, dialect: kind.dialect, place, seat, scripts, tally, from: '10.100.0.1' });
  const [one, other] = [make(0), make(1)] as const;
  one.others = new Map([[other.script.client, other]]);
  other.others = new Map([[one.script.client, one]]);
  await settled(() => one.isSynced && other.isSynced, 'the honest pair');
  if (kind.program !== 'ours') {
    one.write(seed);
    await settled(() => other.documentBytes > seed.length / 2, 'the seed');
  }
  return { place, tally, one, other };
}

/** Lets one kind of attack go on beside an honest pair. */
async function withstand(
  server: RunningServer,
  kind: AbuseKind,
  seed: Uint8Array,
  scripts: readonly Script[],
  ms: number,
): Promise<Omit<Harm, 'fell' | 'title'>> {
  const { place, tally, one, other } = await pairIn(server, seed, scripts);
  const { port, kind: target } = server;
  const arena = new Arena({ port, dialect: target.dialect, place, scripts, seed, ms });
  const typing = setInterval(() => {
    one.type();
    other.type();
  }, LETTER_MS);
  try {
    await lasting(200);
    kind.attack(arena);
    await arena.last();
    await lasting(300);
    clearInterval(typing);
    const all = () => other.seenOf(one) === one.edit && one.seenOf(other) === other.edit;
    const came = await settled(all, 'the last letters', PATIENCE_MS).then(
      () => true,
      () => false,
    );
    return { slowest: came ? tally.edits.max : null };
  } finally {
    clearInterval(typing);
    one.leave();
    other.leave();
  }
}

/** All kinds of attacks, one after the other; a server that falls is started again. */
export async function abuse(
  start: () => Promise<RunningServer>,
  kinds: readonly AbuseKind[],
  work: { readonly seed: Uint8Array; readonly scripts: readonly Script[] },
  ms: number,
): Promise<readonly Harm[]> {
  const harms: Harm[] = [];
  let server = await start();
  for (const kind of kinds) {
    const result = await withstand(server, kind, work.seed, work.scripts, ms).catch(() => ({ slowest: null }));
    const fell = !server.isUp();
    harms.push({ title: kind.title, fell, ...result });
    // After an attack that worked, the next one must meet a sound server.
    if (fell || result.slowest === null || result.slowest > 1_000) {
      await server.remove();
      server = await start();
    }
  }
  await server.remove();
  return harms;
}
