import { at, isIn, perFile, type Rule } from '../support/rule';
import { child, dotted, findAll, text } from '../support/tree';

/** Folders whose code runs in the product. */
const PRODUCT = ['app', 'components', 'lib', 'server'];
/** The only readers of the environment. */
const MAY_READ_ENV = new Set(['server/env.ts']);

/** server/env.ts alone reads the environment; everybody else gets a checked `Env`. */
export const onlyEnvReadsEnvironment: Rule = perFile((file) => {
  if (!isIn(file.path, ...PRODUCT) || MAY_READ_ENV.has(file.path)) return [];
  return findAll(file.program, 'MemberExpression')
    .filter((node) => ['process.env', 'import.meta.env'].includes(dotted(node) ?? ''))
    .map((node) => at(file, file.lineOf(node), 'reads process.env'));
});

/** server/globals.ts alone touches the object that all bundles share. */
export const onlyGlobalsTouchesGlobalThis: Rule = perFile((file) => {
  if (!isIn(file.path, ...PRODUCT) || file.path === 'server/globals.ts') return [];
  return findAll(file.program, 'Identifier')
    .filter((node) => text(node, 'name') === 'globalThis')
    .map((node) => at(file, file.lineOf(node), 'touches globalThis'));
});

/** Raw SQL with text pasted in, other programs, and code from text have no place in the product (checks S34). */
export const noRawPower: Rule = perFile((file) => {
  if (!isIn(file.path, ...PRODUCT)) return [];
  const imports = file.imports
    .filter(({ specifier }) => /^(?:node:)?(?:child_process|vm|worker_threads)$/.test(specifier))
    .map(({ specifier, line }) => at(file, line, `imports ${specifier}`));
  const raw = findAll(file.program, 'Identifier')
    .filter((node) => /^\$(?:query|execute)RawUnsafe$/.test(text(node, 'name') ?? ''))
    .filter(() => !isIn(file.path, 'server/db'))
    .map((node) => at(file, file.lineOf(node), 'sends raw SQL'));
  const code = findAll(file.program, 'CallExpression', 'NewExpression')
    .filter((node) => ['eval', 'Function'].includes(dotted(child(node, 'callee')) ?? ''))
    .map((node) => at(file, file.lineOf(node), 'runs text as code'));
  return [...imports, ...raw, ...code];
});

const HTML_SINKS = new Set([
  'dangerouslySetInnerHTML',
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'srcDoc',
  'srcdoc',
]);

/** Text becomes HTML in React only, which escapes it (checks S26). */
export const noHtmlFromText: Rule = perFile((file) => {
  if (!isIn(file.path, ...PRODUCT)) return [];
  return findAll(file.program, 'JSXIdentifier', 'Identifier')
    .filter((node) => HTML_SINKS.has(text(node, 'name') ?? ''))
    .map((node) => at(file, file.lineOf(node), `uses ${text(node, 'name')}`));
});
