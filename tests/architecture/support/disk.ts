import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCode, readHouse, type SourceFile } from './house';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

// Reading .gitignore instead of asking git: the rules hold in a downloaded archive too.
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'));

function isIgnored(path: string, name: string): boolean {
  return ignored.some((pattern) => {
    const bare = pattern.replace(/^\/|\/$/g, '');
    if (bare.startsWith('*')) return name.endsWith(bare.slice(1));
    return bare.includes('/') ? path === bare : name === bare;
  });
}

/** Every file of the repository that is not ignored, sorted, relative to the root. */
export function filesOnDisk(folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === '.git' || isIgnored(path, entry.name)) return [];
      if (entry.isDirectory()) return filesOnDisk(path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

/** The text of one file of the repository. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** All code of the repository, parsed. */
export function houseOnDisk(): readonly SourceFile[] {
  return readHouse(
    Object.fromEntries(
      filesOnDisk()
        .filter(isCode)
        .map((path) => [path, textOf(path)]),
    ),
  );
}
