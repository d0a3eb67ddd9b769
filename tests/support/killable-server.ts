import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { RoomsOrder, RoomsReport } from './rooms-process';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Below the project, where it finds the packages; one per test process.
const bundleOf = (name: string): string => `${root}node_modules/.cache/reisgezel/${name}-${process.pid}.mjs`;

/** The programs that tests start and kill: the whole server without pages, and rooms that die where they are told to. */
const PROGRAMS = ['sync-server-process', 'rooms-process'] as const;

/** The real server, in a process of its own. */
export type KillableServer = {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** `kill -9`; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Prepares the programs once; starting them is then quick. */
export async function bundleServer(): Promise<void> {
  for (const name of PROGRAMS) {
    await build({
      entryPoints: [`${root}tests/support/${name}.ts`],
      outfile: bundleOf(name),
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      alias: { '@': root.replace(/\/$/, '') },
      logLevel: 'error',
    });
  }
}

/** Removes the programs again. */
export async function removeBundle(): Promise<void> {
  spare?.kill('SIGKILL');
  spare = undefined;
  for (const name of PROGRAMS) await rm(bundleOf(name), { force: true });
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /http:\/\/\S+(?=\n)/.exec(said)?.[0];
    if (address) return address;
  }
  throw new Error(`the server did not start: ${said}`);
}

/**
 * Starts the server on a data folder, and on PostgreSQL and Redis when those are given; resolves when it listens.
 * @param more other settings, such as the port of before
 */
export async function startKillableServer(
  dataDir: string,
  postgresUrl = '',
  redisUrl = '',
  more: Readonly<Record<string, string>> = {},
): Promise<KillableServer> {
  const child = spawn(process.execPath, [bundleOf('sync-server-process')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      DATABASE_URL: postgresUrl,
      REDIS_URL: redisUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...more,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const origin = await addressOf(child);
  return {
    origin,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}

/** Rooms in a process of their own. */
export type KillableRooms = {
  /** Resolves once they listen; throws when they died before that. */
  readonly started: Promise<RoomsReport>;
  readonly isGone: () => boolean;
  readonly kill: () => Promise<void>;
};

/** A process that has loaded its program and waits for an order, because loading takes longer than everything else. */
let spare: ChildProcess | undefined;

const newSpare = (): ChildProcess =>
  spawn(process.execPath, [bundleOf('rooms-process')], {
    cwd: root,
    env: { PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

/** Starts rooms on a data folder; does not wait until they listen. */
export function startKillableRooms(order: RoomsOrder): KillableRooms {
  const child = spare ?? newSpare();
  spare = newSpare();
  child.send(order);
  const ended = once(child, 'exit');
  const gone = ended.then(() => Promise.reject(new Error('the rooms died before they listened')));
  const started = Promise.race([once(child, 'message').then(([report]) => report as RoomsReport), gone]);
  // Whoever kills them in the start does not look at what was said.
  started.catch(() => undefined);
  gone.catch(() => undefined);
  return {
    started,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}
