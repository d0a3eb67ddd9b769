import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startServer, tempDir } from './support';

type Running = { readonly child: ChildProcess; readonly output: () => string; readonly ended: Promise<number | null> };

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(source: Record<string, string>): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/integration/server/server-process.ts'], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...source },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part) => parts.push(part));
  child.stderr.on('data', (part) => parts.push(part));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => Buffer.concat(parts).toString(), ended };
}

/** Waits until a process accepts connections; returns its port. */
async function listening(running: Running): Promise<number> {
  const find = (): RegExpExecArray | null => /listening http:\/\/[^:]+:(\d+)/.exec(running.output());
  await vi.waitFor(() => expect(find(), running.output()).not.toBeNull(), { timeout: 20_000 });
  return Number(find()?.[1]);
}

describe('a stop signal (T11)', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends the process in order, within five seconds, with open connections',
    async (signal) => {
      const running = start({ DATA_DIR: await tempDir() });
      const port = await listening(running);
      await (await fetch(`http://127.0.0.1:${port}/`)).text();
      const idle = connect(port, '127.0.0.1');
      await once(idle, 'connect');
      idle.on('error', () => undefined);
      const asked = performance.now();
      running.child.kill(signal);
      expect(await running.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5_000);
      expect(running.output()).toContain('"msg":"stopping"');
    },
  );

  it('what it wrote is for its own user only (S36)', async () => {
    const dir = await tempDir();
    await listening(start({ DATA_DIR: dir }));
    const names = await readdir(dir);
    expect(names).toContain('reisgezel.db');
    // One that is gone by now was only there for a moment.
    const modeOf = (name: string) => stat(join(dir, name)).then(({ mode }) => mode & 0o077, () => 0); // biome-ignore format: one line
    for (const name of names) expect(await modeOf(name), name).toBe(0);
  });

  it('leaves one whole file and lets the next start at once', async () => {
    const dir = await tempDir();
    const first = start({ DATA_DIR: dir });
    await listening(first);
    first.child.kill('SIGTERM');
    await first.ended;
    expect((await stat(join(dir, 'reisgezel.db-wal')).catch(() => ({ size: 0 }))).size).toBe(0);
    await listening(start({ DATA_DIR: dir }));
  });

  it('an error nobody caught is logged, and ends the process so that a fresh one can take over', async () => {
    const running = start({ DATA_DIR: await tempDir() });
    await listening(running);
    running.child.stdin?.write('surprise\n');
    expect(await running.ended).toBe(1);
    expect(running.output()).toMatch(/"level":60.*planted surprise/);
  });
});

/** From another process: a connection of this one may be closed later, and then moves the log into the file. */
const addRow = (file: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `import Database from 'libsql/promise';
     const driver = new Database(${JSON.stringify(file)}, {});
     await driver.exec("INSERT INTO Verification VALUES ('a', 'a', 'a', 0, 0, 0)");`,
  ]);

describe('a start that cannot work ends with one plain message and code 1', () => {
  const refusal = async (source: Record<string, string>): Promise<string> => {
    const running = start(source);
    expect(await running.ended).toBe(1);
    expect(running.output()).not.toMatch(/\n\s+at /);
    return running.output();
  };

  it('a wrong setting', async () => {
    expect(await refusal({ DATA_DIR: await tempDir(), PORT: 'x', SIGNUP: 'y' })).toMatch(
      /PORT[\s\S]*SIGNUP|SIGNUP[\s\S]*PORT/,
    );
    expect(await refusal({ DATA_DIR: await tempDir(), REDIS_URL: 'redis://x' })).toContain(
      'Set DATABASE_URL to a PostgreSQL database, or remove REDIS_URL',
    );
  });

  it('a port that is taken', async () => {
    const { port } = await startServer();
    expect(await refusal({ DATA_DIR: await tempDir(), PORT: String(port) })).toContain('already in use');
  });

  it('weak secrets (S36)', async () => {
    const dir = await tempDir();
    await writeFile(join(dir, 'secrets.json'), '{"auth":"changeme"}');
    expect(await refusal({ DATA_DIR: dir })).toContain('secrets.json is damaged or too weak');
  });

  it('a damaged database, with its write-ahead log; both are left as they were', async () => {
    const dir = await tempDir();
    const file = join(dir, 'reisgezel.db');
    const first = start({ DATA_DIR: dir });
    await listening(first);
    first.child.kill('SIGTERM');
    await first.ended;
    const killed = start({ DATA_DIR: dir });
    await listening(killed);
    await addRow(file);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const log = await readFile(`${file}-wal`);
    expect(log.length).toBeGreaterThan(0);
    await writeFile(file, (await readFile(file)).fill(0xff, 8_192));
    const before = await readFile(file);
    expect(await refusal({ DATA_DIR: dir })).toMatch(/is damaged or is not a database[\s\S]*is beschadigd/);
    expect((await readFile(file)).equals(before)).toBe(true);
    expect((await readFile(`${file}-wal`)).equals(log)).toBe(true);
  });

  it('a PostgreSQL that does not answer, without its password', async () => {
    const DATABASE_URL = 'postgresql://iemand:geheim@127.0.0.1:1/reis';
    const said = await refusal({ DATA_DIR: await tempDir(), DATABASE_URL });
    expect(said).toMatch(/127\.0\.0\.1:1\/reis does not answer; start PostgreSQL[\s\S]*antwoordt niet/);
    expect(said).not.toContain('geheim');
  });

  it('a database that another process uses', async () => {
    const dir = await tempDir();
    await startServer({ DATA_DIR: dir });
    expect(await refusal({ DATA_DIR: dir })).toContain('another Reisgezel is running');
  });
});
