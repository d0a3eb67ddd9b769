import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasPostgres } from '@/tests/support/postgres';
import { hasRedis } from '@/tests/support/redis';
import { abuse } from './abuse/beside';
import { type Flood, floodsOf } from './abuse/floods';
import { PEOPLE } from './load/crowd';
import { exampleSeed, writeScript } from './load/script';
import { flooding } from './parts/flood';
import { joining, longHistory } from './parts/join';
import { type Many, manyRooms } from './parts/many';
import { memoryPerRoom } from './parts/memory';
import { observed } from './parts/observers';
import { type Ramp, ramp } from './parts/ramp';
import { type Held, type Steady, steady } from './parts/steady';
import { FULL, QUICK, ROOMS } from './plan';
import { medians, middle } from './report/figures';
import { watchOthers } from './report/others';
import type { Result } from './report/results';
import { markdown } from './report/tables';
import { KINDS, type ServerKind } from './servers/kinds';
import { type Programs, type RunningServer, startServer } from './servers/running';

/** Letters that one person has to type: enough for the longest part. */
const LETTERS = 2_500;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    servers: { type: 'string' },
    parts: { type: 'string' },
    rooms: { type: 'string' },
  },
});
const programs = JSON.parse(positionals[0] ?? '{}') as Programs;
const plan = values.quick ? QUICK : FULL;
const roomsAskedFor = values.rooms?.split(',').map(Number);
const seed = exampleSeed();
const scripts = (people: number, letters: number) =>
  Array.from({ length: people }, (_, seat) => writeScript(seed, seat, letters));
const work = { seed, scripts: scripts(PEOPLE, LETTERS) };
const audience = { seed, scripts: scripts(8, 1_000) };
/** Made once, and only where they are asked for. */
let madeFloods: readonly Flood[] | undefined;
function floods(): readonly Flood[] {
  madeFloods ??= floodsOf(seed);
  return madeFloods;
}
/** Of five thousand people, each of whom types little: what they remember adds up. */
const talk = { seed, scripts: scripts(PEOPLE, 50) };

async function chosenKinds(): Promise<readonly ServerKind[]> {
  const wanted = values.servers?.split(',');
  const withPostgres = await hasPostgres();
  const withRedis = withPostgres && (await hasRedis());
  const canRun = ({ keeps, processes = 1 }: ServerKind) =>
    processes > 1 ? withRedis : keeps !== 'postgres' || withPostgres;
  return KINDS.filter((kind) => (wanted ? wanted.includes(kind.id) : canRun(kind)));
}

/** What goes wrong with one server or one part is no reason to know nothing about the others. */
const orSay = (kind: ServerKind) => (error: unknown) => {
  say(`${kind.title}: ${error instanceof Error ? error.message : String(error)}`);
  return undefined;
};

/** Measures something on a fresh server. */
async function on<T>(kind: ServerKind, use: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await startServer(kind, programs);
  try {
    return await use(server);
  } finally {
    await server.remove();
  }
}

/** Runs go round all servers, so that a busy moment of the machine does not fall on one of them. @returns runs by server */
async function inRounds<T>(
  kinds: readonly ServerKind[],
  saying: string,
  measure: (server: RunningServer) => Promise<T>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const runs = new Map<string, T[]>(kinds.map(({ id }) => [id, []]));
  for (let run = 0; run < plan.runs; run += 1) {
    for (const kind of kinds) {
      say(`${kind.title}: ${saying}, ${run + 1} of ${plan.runs}`);
      const found = await on(kind, measure).catch(orSay(kind));
      if (found) runs.get(kind.id)?.push(found);
    }
  }
  return new Map([...runs].filter(([, list]) => list.length > 0));
}

/** Everybody at work, for long enough to know what it costs. */
const working =
  (rooms: number) =>
  (server: RunningServer): Promise<Steady & Held> =>
    steady(server, work, { rooms, warmMs: plan.warmMs, ms: plan.steadyMs });

async function climbing(server: RunningServer): Promise<Ramp> {
  const found = await ramp(server, work, plan.ramp);
  say(`${server.kind.title}: ${found.rooms} rooms went well`);
  return found;
}

/** What is measured of all servers by turns. */
async function together(kinds: readonly ServerKind[]): Promise<ReadonlyMap<string, Partial<Result>>> {
  const rooms = roomsAskedFor?.[0] ?? ROOMS;
  const works = await inRounds(wanted.has('steady') ? kinds : [], `${rooms} rooms at work`, working(rooms));
  const rising = kinds.filter((kind) => isMeant('ramp', kind));
  const ramps = await inRounds(rising, 'more and more rooms', climbing);
  return new Map(
    kinds.map(({ id }) => {
      const [atWork, climbs] = [works.get(id), ramps.get(id)];
      return [
        id,
        { ...(atWork && { steady: medians(atWork) }), ...(climbs && { ramp: middle(climbs, ({ rooms }) => rooms) }) },
      ];
    }),
  );
}

/** How long an edit takes at half of what the server can take. */
async function half(kind: ServerKind, { ramp: found }: Partial<Result>): Promise<Partial<Result>> {
  if (kind.program !== 'ours' || !found) return {};
  return { half: await on(kind, working(Math.max(10, Math.round(found.rooms / 2)))) };
}

async function many(kind: ServerKind): Promise<Partial<Result>> {
  const points: Many[] = [];
  for (const rooms of roomsAskedFor ?? plan.many.rooms) {
    points.push(await on(kind, (server) => manyRooms(server, talk, rooms, plan.many.ms)));
  }
  return { many: points };
}

/** Something to measure of one server. */
type Part = {
  readonly name: string;
  readonly saying: string;
  readonly isFor?: (kind: ServerKind) => boolean;
  readonly measure: (kind: ServerKind) => Promise<Partial<Result>>;
};

const PARTS: readonly Part[] = [
  { name: 'many', saying: 'many rooms at a calm pace', measure: many },
  {
    name: 'memory',
    saying: 'memory',
    measure: async (kind) => ({ memory: await on(kind, (server) => memoryPerRoom(server, work, plan.memoryRooms)) }),
  },
  {
    name: 'join',
    saying: 'joining a long session',
    isFor: ({ keeps }) => keeps !== 'nothing',
    measure: async (kind) => ({
      joining: await on(kind, (server) => joining(server, longHistory(plan.history), plan.starts)),
    }),
  },
  {
    name: 'observers',
    saying: 'people who watch',
    measure: async (kind) => ({ observed: await observed(() => startServer(kind, programs), seed, plan.observers) }),
  },
  {
    name: 'flood',
    saying: 'floods',
    measure: async (kind) => ({
      flood: await flooding(() => startServer(kind, programs), floods(), audience, plan.floodMs),
    }),
  },
  {
    name: 'abuse',
    saying: 'hostile clients',
    isFor: ({ keeps }) => keeps === 'folder',
    measure: async (kind) => ({
      abuse: await abuse(() => startServer(kind, programs), plan.kinds, audience, plan.attackMs),
    }),
  },
];

const names = ['steady', 'ramp', ...PARTS.map(({ name }) => name)];
const wanted = new Set(values.parts?.split(',') ?? names);
const isChosen = values.parts !== undefined || values.servers !== undefined;
const unknown = [...wanted].filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`no such parts: ${unknown.join(', ')}; there are ${names.join(', ')}`);

const isMeant = (part: string, kind: ServerKind): boolean => wanted.has(part) && (isChosen || plan.isUsual(part, kind));

async function rest(kind: ServerKind): Promise<Partial<Result>> {
  let found: Partial<Result> = {};
  for (const { name, saying, isFor, measure } of PARTS) {
    if (!isMeant(name, kind) || isFor?.(kind) === false) continue;
    say(`${kind.title}: ${saying}`);
    const more = await measure(kind).catch(orSay(kind));
    found = { ...found, ...more };
  }
  return found;
}

const folder = join(programs.folder, 'results');
mkdirSync(folder, { recursive: true });

const others = watchOthers();
const kinds = await chosenKinds();
const shared = await together(kinds);
const results: Result[] = [];
for (const kind of kinds) {
  const { id, title } = kind;
  const first = shared.get(id) ?? {};
  results.push({ id, title, ...first, ...(await half(kind, first).catch(orSay(kind))), ...(await rest(kind)) });
  // After each, so that a run that is broken off leaves what it found.
  const found = { at: new Date(), surroundings: others(), results };
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(found, null, 2)}\n`);
}
process.stdout.write(markdown(results, others()));
