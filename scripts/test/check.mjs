// Runs one check and keeps what it said for when it fails.
import { spawn } from 'node:child_process';

/** No check takes this long, in milliseconds: one that does hangs, and would hang for ever. */
const LONGEST_MS = 15 * 60_000;

/** A check that did not pass; `output` is what it said. */
export class CheckFailed extends Error {
  constructor(what, output) {
    super(what);
    this.output = output;
  }
}

/**
 * Runs a script of a package with this very Node, whatever `node` means on the path.
 * @param {readonly string[]} args the script and its arguments
 * @param {Record<string, string>} [env] on top of this process's
 * @returns {Promise<string>} what it wrote
 */
export function runNode(args, env = {}) {
  return runProgram(process.execPath, args, env);
}

/** The same for any program. */
export function runProgram(program, args, env = {}) {
  const options = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS };
  const child = spawn(program, args, options);
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  child.stderr.on('data', (part) => parts.push(part));
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new CheckFailed(why, Buffer.concat(parts).toString('utf8')));
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(parts).toString('utf8'));
      else fail(signal ? `stopped by ${signal}` : `exit code ${code}`);
    });
  });
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(8);

/**
 * Does one check and writes a line with its seconds, and behind it what the check returned.
 * @param {string} name
 * @param {() => Promise<string | undefined>} work
 */
export async function check(name, work) {
  const since = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${name}\r`);
  try {
    const remark = await work();
    console.log(`✓ ${name.padEnd(22)}${seconds(since)}${remark ? `  ${remark}` : ''}`);
  } catch (error) {
    console.log(`✗ ${name.padEnd(22)}${seconds(since)}`);
    throw error;
  }
}
