import { posix } from 'node:path';
import { parseAst } from 'vitest/node';
import { child, findAll, type Node, text } from './tree';

/** One import, re-export, `import()` or `import('…').Type`; types count as much as values. */
export type Import = {
  readonly specifier: string;
  /** The file of the house that is meant, or `null` for a package. */
  readonly target: string | null;
  readonly line: number;
};

/** One source file, read and parsed. Paths are relative to the root, with forward slashes. */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly program: Node;
  readonly imports: readonly Import[];
  readonly lineOf: (node: Node) => number;
};

const CODE = /\.(?:ts|tsx|mjs|cjs|js)$/;
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx'];
const IMPORTING = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
];

/** Whether the file is code that the rules read. */
export const isCode = (path: string): boolean => CODE.test(path);

/** The file that `specifier` means when `from` imports it, or `null` for a package. Unknown files keep their path. */
function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  const isOurs = specifier.startsWith('.') || specifier.startsWith('@/');
  if (!isOurs) return null;
  const base = specifier.startsWith('@/')
    ? posix.normalize(specifier.slice(2))
    : posix.normalize(posix.join(posix.dirname(from), specifier));
  return ENDINGS.map((ending) => base + ending).find((path) => known.has(path)) ?? base;
}

/** Line numbers by offset; parsing gives offsets only. */
function lineCounter(source: string): (node: Node) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return ({ start }) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function readFile(path: string, source: string, known: ReadonlySet<string>): SourceFile {
  const lang = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js';
  const program = parseAst(source, { lang, astType: 'ts' }, path) as unknown as Node;
  const lineOf = lineCounter(source);
  const imports: Import[] = [];
  for (const node of findAll(program, ...IMPORTING)) {
    const specifier = text(child(node, 'source'), 'value');
    if (specifier !== undefined) {
      imports.push({ specifier, target: resolve(path, specifier, known), line: lineOf(node) });
    }
  }
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0);
  return { path, text: source, lines, program, imports, lineOf };
}

/** Reads a set of files (path → text) as one house; a rule's own test feeds it a house of two or three lines. */
export function readHouse(files: Readonly<Record<string, string>>): readonly SourceFile[] {
  const known = new Set(Object.keys(files));
  return Object.entries(files)
    .filter(([path]) => isCode(path))
    .map(([path, source]) => readFile(path, source, known));
}
