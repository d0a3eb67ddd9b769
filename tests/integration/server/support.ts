import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { afterAll } from 'vitest';
import { type App, createApp } from '@/server/app';
import { readEnv } from '@/server/env';
import type { Pages } from '@/server/http/handler';

const leftovers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

/** A folder that is removed after the tests of the file. */
export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-server-'));
  leftovers.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A whole server without Next, on a free port. It writes no log, unless one is given. */
export async function startServer(
  source: Record<string, string> = {},
  pages?: Pages,
  log: Logger = pino({ level: 'silent' }),
): Promise<{ app: App; url: string; port: number }> {
  const env = readEnv({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: await tempDir(), ...source });
  const app = await createApp(env, { next: false, pages, log });
  leftovers.push(() => app.close());
  await app.listen();
  const { port } = new URL(app.address());
  return { app, url: `http://127.0.0.1:${port}`, port: Number(port) };
}

/** Sends bytes as they are and returns everything the server says until it hangs up. */
export const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
