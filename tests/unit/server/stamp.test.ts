import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-stamp-'));
  await mkdir(join(dir, 'lib/generated'), { recursive: true });
  await writeFile(join(dir, 'lib/a.ts'), 'a');
});
afterEach(() => rm(dir, { recursive: true }));

/** The script is plain JavaScript, outside the type check, so it is run as `npm start` runs it. */
async function hash(): Promise<string> {
  const code = `import { hashOf } from ${JSON.stringify(resolve('scripts/start/stamp.mjs'))}; console.log(hashOf(['lib', 'missing']));`;
  return (await run(process.execPath, ['--input-type=module', '-e', code], { cwd: dir })).stdout;
}

describe('the stamp that decides whether to build again', () => {
  it('stays the same for the same sources, and for what the steps write themselves', async () => {
    const before = await hash();
    await writeFile(join(dir, 'lib/generated/client.ts'), 'new');
    expect(await hash()).toBe(before);
  });

  it.each([
    ['a changed file', 'lib/a.ts', 'b'],
    ['a new file', 'lib/b.ts', ''],
    ['a file that was missing', 'missing', ''],
  ])('changes with %s', async (_what, path, text) => {
    const before = await hash();
    await writeFile(join(dir, path), text);
    expect(await hash()).not.toBe(before);
  });
});
