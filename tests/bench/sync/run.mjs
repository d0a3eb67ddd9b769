// The benchmark of the sync server: `node tests/bench/sync/run.mjs [--quick]`. Installs the servers that ours is compared with, in this folder only.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
// Below the project, where the programs find its packages.
const out = `${root}node_modules/.cache/reisgezel/bench-${process.pid}/`;

function installPeers() {
  const stamp = `${folder}node_modules/.installed`;
  const lock = readFileSync(`${folder}package-lock.json`, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing the servers to compare with; this happens once and takes a minute.\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, lock);
}

installPeers();
mkdirSync(out, { recursive: true });
try {
  await build({
    entryPoints: [`${folder}bench.ts`, `${folder}servers/ours-process.ts`],
    outdir: out,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': root.replace(/\/$/, '') },
    logLevel: 'error',
  });
  const programs = {
    folder,
    root,
    ours: `${out}ours-process.mjs`,
    probe: pathToFileURL(`${folder}servers/probe.mjs`).href,
  };
  const args = [`${out}bench.mjs`, JSON.stringify(programs), ...process.argv.slice(2)];
  const bench = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.once('SIGINT', () => bench.kill('SIGINT'));
  process.exitCode = await new Promise((done) => bench.once('exit', (code) => done(code ?? 1)));
} finally {
  rmSync(out, { recursive: true, force: true });
}
