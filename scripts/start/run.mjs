import { spawn } from 'node:child_process';

/** Does one step and prints a line with its name and seconds. */
export async function step(name, work) {
  const started = performance.now();
  await work();
  console.log(`  ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

/**
 * Runs a program quietly; when it fails, shows what it said and stops.
 * @param what the sentence to print above its output
 */
export function run(command, args, what, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      // npm is a script on Windows
      shell: process.platform === 'win32' && command === 'npm',
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const fail = () => {
      console.error(`\n${what}\n\n${Buffer.concat(output).toString()}`);
      process.exit(1);
    };
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? resolve() : fail()));
  });
}
