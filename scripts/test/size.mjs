// First-load JavaScript per page, gzipped, against a budget. Next writes which files a page loads before it works.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { CheckFailed } from './check.mjs';

const STATS = '.next/diagnostics/route-bundle-stats.json';
const BUDGET = 'scripts/test/size-budget.json';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const inKilobytes = (bytes) => Math.round(bytes / 100) / 10;

const weights = new Map();
function weightOf(path) {
  if (!weights.has(path)) weights.set(path, gzipSync(readFileSync(path)).length);
  return weights.get(path);
}

/**
 * Weighs every page.
 * @returns {{ route: string, size: number, budget: number }[]} sizes in kB (1,000 bytes), heaviest first
 */
function weigh() {
  const { pages, otherwise } = readJson(BUDGET);
  return readJson(STATS)
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      size: inKilobytes(firstLoadChunkPaths.reduce((sum, path) => sum + weightOf(path), 0)),
      budget: pages[route] ?? otherwise,
    }))
    .sort((a, b) => b.size - a.size);
}

const row = ({ route, size, budget }) => `    ${route.padEnd(36)}${String(size).padStart(7)} kB of ${budget} kB`;

/**
 * Fails when a page outgrew its budget.
 * @returns {Promise<string>} a table of all pages
 */
export async function checkSizes() {
  const pages = weigh();
  const heavy = pages.filter(({ size, budget }) => size > budget);
  const table = ['first-load JavaScript, gzipped', ...pages.map(row)].join('\n');
  if (pages.length === 0) throw new CheckFailed(`${STATS} names no pages`, '');
  if (heavy.length > 0)
    throw new CheckFailed(`over budget (${BUDGET}): ${heavy.map(({ route }) => route).join(', ')}`, table);
  return table;
}
