import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files that are written by the steps themselves, or that no step reads. */
const SKIP = new Set(['node_modules', 'generated', '.DS_Store']);

/** One hash over the names and bytes of files and folders; missing ones count as missing. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, path);
  return hash.digest('hex');
}

function add(hash, path) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!SKIP.has(name)) add(hash, join(path, name));
  } else {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
}

/** Whether the last run of a step left this stamp and its result is there. */
export const isStamped = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

/** Written after a step succeeded; a step that was broken off is done again. */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}
