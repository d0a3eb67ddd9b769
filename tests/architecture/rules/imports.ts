import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { at, isIn, perFile, type Rule } from '../support/rule';
import { child, children, FUNCTIONS, findAll, type Node, text } from '../support/tree';

const REACT = /^(?:react|react-dom|next|next-intl|use-intl|zustand|react-aria-components|sonner|@dnd-kit)(?:\/.*)?$/;
const PRISMA = /^(?:@prisma\/|prisma(?:\/|$)|@libsql\/)/;
const GENERATED = 'server/db/generated';
const NODE_NAMES = ['process', 'Buffer', 'require', '__dirname', '__filename', 'window', 'document', 'localStorage'];

/** Packages whose Node build is the only one that runs on a server, loaded on demand by one export format. */
const NODE_BUILDS: ReadonlySet<string> = new Set(['write-excel-file/node']);

/** `zustand/vanilla` and `use-intl/core` are plain TypeScript; their main entries are React. */
const isReact = (specifier: string): boolean =>
  REACT.test(specifier) && specifier !== 'zustand/vanilla' && specifier !== 'use-intl/core';

/** Names that a file gives a meaning of its own: imports, variables and parameters. */
function namesBoundIn(program: Node): ReadonlySet<string> {
  const binders = findAll(program, 'VariableDeclarator', 'ImportSpecifier', ...FUNCTIONS).flatMap(
    (node): readonly Node[] => {
      if (FUNCTIONS.includes(node.type)) return children(node, 'params');
      return [child(node, node.type === 'VariableDeclarator' ? 'id' : 'local') ?? []].flat();
    },
  );
  const identifiers = binders.flatMap((node) => findAll(node, 'Identifier'));
  return new Set(identifiers.flatMap((node) => text(node, 'name') ?? []));
}

/** lib is pure TypeScript: no React, no Node, no Prisma, no names that only one of the two sides has. */
export const pureLib: Rule = perFile((file) => {
  if (!isIn(file.path, 'lib')) return [];
  const packages = file.imports
    .filter(({ specifier }) => !NODE_BUILDS.has(specifier))
    .filter(({ specifier }) => isReact(specifier) || PRISMA.test(specifier) || isBuiltin(specifier))
    .map(({ specifier, line }) => at(file, line, `lib may not import ${specifier}`));
  const bound = namesBoundIn(file.program);
  const names: string[] = [];
  for (const node of findAll(file.program, 'MemberExpression', 'CallExpression', 'NewExpression')) {
    const target = child(node, node.type === 'MemberExpression' ? 'object' : 'callee');
    const name = (target?.type === 'Identifier' && text(target, 'name')) || '';
    if (NODE_NAMES.includes(name) && !bound.has(name))
      names.push(at(file, file.lineOf(node), `lib may not use ${name}`));
  }
  return [...packages, ...names];
});

/** Only server/db knows Prisma and its generated client. */
export const onlyDbKnowsPrisma: Rule = perFile((file) => {
  if (!isIn(file.path, 'app', 'components', 'lib', 'server') || isIn(file.path, 'server/db')) return [];
  return file.imports
    .filter(({ specifier, target }) => PRISMA.test(specifier) || isIn(target ?? '', GENERATED))
    .map(({ specifier, line }) => at(file, line, `only server/db may import ${specifier}`));
});

/** A file that only passes on what others export hides where things live, and grows cycles. */
export const noBarrels: Rule = perFile((file) => {
  const body = children(file.program, 'body');
  const passesOn = body.filter(({ type, source }) => type.startsWith('Export') && source);
  const star = body.filter(({ type }) => type === 'ExportAllDeclaration');
  const found = star.map((node) => at(file, file.lineOf(node), 'passes on everything of another file'));
  const isAppRoute = isIn(file.path, 'app');
  if (body.length > 0 && passesOn.length === body.length && !isAppRoute)
    found.push(at(file, 1, 'only passes on exports'));
  if (/^index\.tsx?$/.test(posix.basename(file.path))) found.push(at(file, 1, 'index files are barrels in waiting'));
  return found;
});
