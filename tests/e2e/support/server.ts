import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Serves the build as it is: `npm start` would build again when somebody saves a file while the tests run. */
const START = fileURLToPath(new URL('../../../scripts/serve.mjs', import.meta.url));
/** A start takes about a second; the rest is for a machine that is busy with something else. */
const START_MS = 60_000;

/** Lines of the log at level error or fatal: no test provokes one, so each is a fault. */
const LOGGED_ERROR = /^\{"level":(?:50|60|"error"|"fatal")/;

/** Long random words: tokens, cookies, hashes. Ids have 22 characters and may be logged (checks S3, S38). */
const LOGGED_SECRET = /[\w-]{32,}/;

/** The built product in a process and with a data folder of its own. `npm test` builds it; else run `npm start` once. */
export type TestServer = {
  /** Origin, e.g. `http://localhost:41235`; stays the same over restarts. */
  readonly url: string;
  readonly dataDir: string;
  /** Everything the server wrote, for the report of a failure. */
  readonly output: () => string;
  /** Ends it the hard way, in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
  /** Freezes it: connections stay open, nothing is answered. */
  readonly pause: () => void;
  /** Lets it go on. */
  readonly resume: () => void;
  /** Asks it to stop, and waits; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Starts it again on the same port and data. */
  readonly start: () => Promise<void>;
  /** Errors in its log that match are part of the test. */
  readonly expectFault: (pattern: RegExp) => void;
  /** Stops it and removes its data; fails when it did not stop well, or logged an error or a secret on the way. */
  readonly dispose: () => Promise<void>;
};

type Running = { readonly child: ChildProcess; readonly url: string };

/** Starts a process and waits for the address in its output. */
async function launch(env: NodeJS.ProcessEnv, note: (text: string) => void): Promise<Running> {
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = new Promise<string>((resolve, reject) => {
    let seen = '';
    const read = (part: Buffer) => {
      note(part.toString('utf8'));
      seen += part.toString('utf8');
      const address = /https?:\/\/[^\s/]+:\d+/.exec(seen)?.[0];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (part: Buffer) => note(part.toString('utf8')));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened:\n${seen}`)));
    setTimeout(() => reject(new Error(`the server did not say its address:\n${seen}`)), START_MS).unref();
  });
  return { child, url: await url };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
}

/**
 * Starts the built product on a free port with an empty data folder.
 * @param settings environment variables on top of the tests' own
 */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reisgezel-e2e-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: '0',
    DATA_DIR: dataDir,
    SIGNUP: 'open', // tests share a server, and each wants an organiser of its own
    LOG_LEVEL: 'info',
    ...settings,
  };
  const expected: RegExp[] = [];
  let output = '';
  const note = (text: string) => {
    output += text;
  };
  let running = await launch(env, note);
  const { url } = running;
  env.PORT = new URL(url).port;
  return {
    url,
    dataDir,
    output: () => output,
    kill: async () => void (await end(running.child, 'SIGKILL')),
    pause: () => void running.child.kill('SIGSTOP'),
    resume: () => void running.child.kill('SIGCONT'),
    stop: () => end(running.child, 'SIGTERM'),
    expectFault: (pattern) => void expected.push(pattern),
    start: async () => {
      running = await launch(env, note);
    },
    dispose: async () => {
      const wasRunning = !hasEnded(running.child);
      const code = await end(running.child, 'SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
      if (wasRunning && code !== 0) throw new Error(`the server did not stop well (${code}):\n${output}`);
      const isExpected = (line: string): boolean => expected.some((pattern) => pattern.test(line));
      const faults = output
        .split('\n')
        .filter((line) => (LOGGED_ERROR.test(line) && !isExpected(line)) || LOGGED_SECRET.test(line));
      if (faults.length > 0) throw new Error(`the server logged errors or secrets:\n${faults.join('\n')}`);
    },
  };
}
