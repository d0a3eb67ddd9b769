import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadConfiguration } from '@/server/env';
import { loadSecrets } from '@/server/secrets';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-'));
});
afterEach(() => rm(dir, { recursive: true }));

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('loadSecrets (S36)', () => {
  it('makes its own at the first start, for this user only, in a folder for this user only', async () => {
    const data = join(dir, 'new', 'data');
    const secrets = await loadSecrets(data);
    expect(Buffer.from(secrets.auth, 'base64url')).toHaveLength(32);
    expect(await mode(join(data, 'secrets.json'))).toBe(0o600);
    expect(await mode(data)).toBe(0o700);
    expect(await readdir(data)).toEqual(['secrets.json']);
  });

  it('keeps them, and never makes the same twice', async () => {
    const first = await loadSecrets(join(dir, 'a'));
    expect(await loadSecrets(join(dir, 'a'))).toEqual(first);
    expect(await loadSecrets(join(dir, 'b'))).not.toEqual(first);
  });

  it('are the same for servers that start for the first time together, on one folder', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadSecrets(dir)));
    expect(new Set(all.map(({ auth }) => auth)).size).toBe(1);
    expect(await readdir(dir)).toEqual(['secrets.json']);
  });

  it('closes a file that others could read', async () => {
    await loadSecrets(dir);
    await chmod(join(dir, 'secrets.json'), 0o644);
    await loadSecrets(dir);
    expect(await mode(join(dir, 'secrets.json'))).toBe(0o600);
  });

  it.each(['', '{', '{}', '{"auth":"changeme"}', '{"auth":""}', '[]'])(
    'refuses a damaged or weak file and leaves it: %s',
    async (text) => {
      await writeFile(join(dir, 'secrets.json'), text);
      await expect(loadSecrets(dir)).rejects.toThrow(BadConfiguration);
      expect(await readFile(join(dir, 'secrets.json'), 'utf8')).toBe(text);
    },
  );
});
