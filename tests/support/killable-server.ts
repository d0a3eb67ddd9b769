import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Below the project, where it finds the packages; one per test process.
const bundle = `${root}node_modules/.cache/reisgezel/server-${process.pid}.mjs`;

/** The real server, in a process of its own. */
export type KillableServer = {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** `kill -9`; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Prepares the program once; starting it is then quick. */
export const bundleServer = (): Promise<unknown> =>
  build({
    entryPoints: [`${root}tests/support/sync-server-process.ts`],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': root.replace(/\/$/, '') },
    logLevel: 'error',
  });

/** Removes the program again. */
export const removeBundle = (): Promise<void> => rm(bundle, { force: true });

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /http:\/\/\S+(?=\n)/.exec(said)?.[0];
    if (address) return address;
  }
  throw new Error(`the server did not start: ${said}`);
}

/** Starts the server on a data folder, and on PostgreSQL when that is given; resolves when it listens. */
export async function startKillableServer(dataDir: string, postgresUrl = ''): Promise<KillableServer> {
  const child = spawn(process.execPath, [bundle], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      DATABASE_URL: postgresUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
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
