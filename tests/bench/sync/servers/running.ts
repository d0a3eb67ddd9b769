import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgres } from '@/tests/support/postgres';
import { REDIS } from '@/tests/support/redis';
import type { Place } from '../load/dialect';
import type { ServerKind } from './kinds';

/** What a server cost since its last reset. Times in seconds and, of the event loop, milliseconds. */
export type Cost = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly loopP99: number;
  readonly loopMax: number;
};

export type Memory = { readonly bytes: number; readonly rss: number };

/** Where the programs are, set by the command. */
export type Programs = {
  readonly folder: string;
  readonly ours: string;
  readonly probe: string;
  readonly root: string;
};

export type RunningServer = {
  readonly kind: ServerKind;
  /** Of the first process. */
  readonly port: number;
  /** Of all its processes. */
  readonly ports: readonly number[];
  readonly reset: () => Promise<unknown>;
  readonly report: () => Promise<Cost>;
  readonly memory: () => Promise<Memory>;
  /** Rooms nobody was in yet; where the server wants it, with sessions and people for them, of whom the last ones observe. */
  readonly places: (count: number, seed: Uint8Array, people?: number, observers?: number) => Promise<readonly Place[]>;
  /** Whether the process still lives. */
  readonly isUp: () => boolean;
  /** Ends it, keeping what it stored. */
  readonly stop: () => Promise<void>;
  /** Starts another process on what was stored. */
  readonly again: () => Promise<RunningServer>;
  /** Ends it for good. */
  readonly remove: () => Promise<void>;
};

type Home = { readonly dir: string; readonly postgresUrl: string; readonly remove: () => Promise<void> };

async function homeFor({ keeps }: ServerKind): Promise<Home> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-bench-'));
  const postgres = keeps === 'postgres' ? await createPostgres() : undefined;
  const remove = async () => {
    await rm(dir, { recursive: true, force: true });
    await postgres?.drop();
  };
  return { dir, postgresUrl: postgres?.url ?? '', remove };
}

/** What `npm start` gives Node. */
function ownFlags({ root }: Programs): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

function launch(
  { program, keeps, processes = 1 }: ServerKind,
  { dir, postgresUrl }: Home,
  programs: Programs,
): ChildProcess {
  const file = program === 'ours' ? programs.ours : join(programs.folder, `servers/${program}.mjs`);
  const { PATH, BENCH_NODE_ARGS = '' } = process.env;
  const own = {
    DATA_DIR: dir,
    DATABASE_URL: postgresUrl,
    REDIS_URL: processes > 1 ? REDIS : '',
    PORT: '0',
    LOG_LEVEL: 'error',
    // Rooms come from addresses of their own, as people do.
    TRUST_PROXY: '1',
  };
  return fork(file, {
    cwd: programs.root,
    env: { PATH, ...(program === 'ours' ? own : { BENCH_DIR: keeps === 'folder' ? dir : '' }) } as never,
    execArgv: [
      ...(program === 'ours' ? ownFlags(programs) : []),
      ...['--expose-gc', '--import', programs.probe, ...BENCH_NODE_ARGS.split(' ').filter(Boolean)],
    ],
    // What peers say about hostile messages would fill the screen.
    stdio: ['ignore', 'ignore', program === 'ours' ? 'inherit' : 'ignore', 'ipc'],
  });
}

type Answer = { readonly id?: number; readonly port?: number; readonly answer?: unknown; readonly error?: string };

/** Questions to a child and their answers. */
function askingOf(child: ChildProcess): <T>(question: object) => Promise<T> {
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', ({ id = 0, answer, error }: Answer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error) asker?.reject(new Error(error));
    else asker?.resolve(answer as never);
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the server ended'));
  });
  return (question) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      if (child.connected) child.send({ id: last, ...question });
      else reject(new Error('the server has ended'));
    });
}

type Process = {
  readonly port: number;
  readonly ask: <T>(question: object) => Promise<T>;
  readonly isUp: () => boolean;
  readonly stop: (within?: number) => Promise<void>;
};

/** Time to store what is stored late, and time for a server whose work is thrown away (milliseconds). */
const STOPPING_MS = 15_000;
const REMOVING_MS = 3_000;

/** Starts one process; resolves when it listens. */
async function startProcess(kind: ServerKind, home: Home, programs: Programs): Promise<Process> {
  const child = launch(kind, home, programs);
  const ended = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${kind.title} did not start`)));
    child.on('message', (message: Answer) => message.port && resolve(message.port));
  });
  const isUp = () => child.exitCode === null && child.signalCode === null;
  const stop = async (within = STOPPING_MS): Promise<void> => {
    if (!isUp()) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), within);
    await ended;
    clearTimeout(force);
  };
  return { port, ask: askingOf(child), isUp, stop };
}

/** What several processes cost together; delays are those of the worst. */
const costOf = (costs: readonly Cost[]): Cost => ({
  seconds: Math.max(...costs.map(({ seconds }) => seconds)),
  cpuSeconds: costs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  loopP99: Math.max(...costs.map(({ loopP99 }) => loopP99)),
  loopMax: Math.max(...costs.map(({ loopMax }) => loopMax)),
});

const memoryOf = (memories: readonly Memory[]): Memory => ({
  bytes: memories.reduce((sum, { bytes }) => sum + bytes, 0),
  rss: memories.reduce((sum, { rss }) => sum + rss, 0),
});

/** Starts a server in a process of its own, or in as many as its kind says; resolves when all listen. */
export async function startServer(kind: ServerKind, programs: Programs, at?: Home): Promise<RunningServer> {
  const home = at ?? (await homeFor(kind));
  const first = await startProcess(kind, home, programs);
  const all = [first];
  // One after the other: the first one makes the tables.
  while (all.length < (kind.processes ?? 1)) all.push(await startProcess(kind, home, programs));
  const askAll = <T>(question: object): Promise<T[]> => Promise.all(all.map(({ ask }) => ask<T>(question)));
  const stop = async (within?: number) => void (await Promise.all(all.map((one) => one.stop(within))));
  let made = 0;
  return {
    kind,
    port: first.port,
    ports: all.map(({ port }) => port),
    reset: () => askAll({ ask: 'reset' }),
    report: async () => costOf(await askAll<Cost>({ ask: 'report' })),
    memory: async () => memoryOf(await askAll<Memory>({ ask: 'memory' })),
    places: async (count, seed, people = 5, observers = 0) => {
      made += count;
      if (kind.program !== 'ours') {
        return Array.from({ length: count }, (_, index) => ({
          name: `session-number-${made - count + index + 1_000}`,
        }));
      }
      return first.ask({ prepare: { rooms: count, people, observers, seed: Buffer.from(seed).toString('base64') } });
    },
    isUp: () => all.every((one) => one.isUp()),
    stop: () => stop(),
    again: async () => {
      await stop();
      return startServer(kind, programs, home);
    },
    remove: async () => {
      await stop(REMOVING_MS);
      await home.remove();
    },
  };
}
