import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/** A Redis of one test, which it may kill. It keeps nothing: each start is an empty one. */
export type OwnRedis = {
  readonly url: string;
  /** Resolves when it takes connections, on the same port each time. */
  readonly start: () => Promise<void>;
  /** `kill -9`; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
};

/** A certificate that nobody signed but itself, for this machine. */
export type Certificate = { readonly certificate: string; readonly key: string };

/** Whether Redis and what makes certificates can be started here; without them a line says so, and where CI=true they must. */
export function hasRedisServer(): boolean {
  const missing = [
    ['redis-server', '--version'],
    ['openssl', 'version'],
  ].filter(([program = '', ask = '']) => spawnSync(program, [ask]).status !== 0);
  if (missing.length === 0) return true;
  const names = missing.map(([program]) => program).join(' and ');
  if (process.env.CI === 'true') throw new Error(`${names} cannot be started`);
  // biome-ignore lint/suspicious/noConsole: for whoever runs the tests
  console.info(`No ${names} to start: the tests of a Redis that dies are not run.`);
  return false;
}

/** Makes a certificate in a folder. */
export function makeCertificate(dir: string): Certificate {
  const [certificate, key] = [join(dir, 'redis.crt'), join(dir, 'redis.key')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { certificate, key };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function untilReady(child: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) return;
  }
  throw new Error(`Redis did not start: ${said}`);
}

/** Starts a Redis in a folder; with a certificate it speaks TLS only. */
export async function startRedis(dir: string, secured?: Certificate): Promise<OwnRedis> {
  const port = await freePort();
  const plain = ['--port', String(port)];
  const files = ({ certificate, key }: Certificate) =>
    ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate] as const;
  const tls = secured && ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files(secured)];
  const settings = ['--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no', ...(tls ?? plain)];
  let child: ChildProcess | undefined;
  const kill = async () => {
    const ended = child && child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child?.kill('SIGKILL');
    await ended;
  };
  const start = async () => {
    child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'ignore'] });
    await untilReady(child);
    // What it says later is of no interest, but must not fill a pipe that nobody reads.
    child.stdout?.resume();
  };
  await start();
  return { url: `${secured ? 'rediss' : 'redis'}://127.0.0.1:${port}`, start, kill };
}
