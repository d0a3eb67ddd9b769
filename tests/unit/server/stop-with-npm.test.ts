import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

const script = `
import { stopWithNpm } from ${JSON.stringify(resolve('scripts/start/stop-with-npm.mjs'))};
process.on('SIGTERM', () => { console.log('in order'); process.exit(0); });
stopWithNpm();
setInterval(() => undefined, 1000);
console.log('running', process.pid);
`;

describe('npm start (T11)', () => {
  it('stops the server in order when the shell between npm and the server is ended', async () => {
    // The second command keeps the shell from replacing itself by the first.
    const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true'], {
      env: { NODE_ENV: 'test', npm_lifecycle_event: 'start', NODE: process.execPath, SCRIPT: script },
    });
    let output = '';
    shell.stdout.on('data', (part) => {
      output += part;
    });
    await vi.waitFor(() => expect(output).toMatch(/running \d+/), { timeout: 8_000 });
    try {
      shell.kill('SIGTERM');
      await vi.waitFor(() => expect(output).toContain('in order'), { timeout: 5_000 });
    } finally {
      endIfAlive(Number(/running (\d+)/.exec(output)?.[1]));
    }
  });
});

function endIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // already gone, as it should be
  }
}
