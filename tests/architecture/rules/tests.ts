import { at, isIn, perFile, type Rule } from '../support/rule';
import { child, children, dotted, findAll, type Node, text, walk } from '../support/tree';

const RUNNERS = new Set(['test', 'it', 'describe', 'suite', 'bench', 'setup']);
const SWITCHES = new Set(['skip', 'only', 'todo', 'fixme', 'skipIf', 'runIf', 'fails', 'fail']);
const SLEEPS = /^(?:node:)?timers\/promises$/;

/** A test that is switched off, or that switches the others off. */
export const noSwitchedOffTests: Rule = perFile((file) => {
  if (!isIn(file.path, 'tests')) return [];
  const found: string[] = [];
  for (const node of findAll(file.program, 'MemberExpression')) {
    const [runner = '', ...rest] = (dotted(node) ?? '').split('.');
    if (RUNNERS.has(runner) && SWITCHES.has(rest.at(-1) ?? ''))
      found.push(at(file, file.lineOf(node), `${dotted(node)}`));
  }
  return found;
});

/** Whether a `setTimeout` does nothing but end the promise around it: a sleep. */
function isSleep(call: Node, ancestors: readonly Node[]): boolean {
  const [first] = children(call, 'arguments');
  const executor = ancestors.findLast((node, index) => {
    const parent = ancestors[index - 1];
    const isFunction = node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
    return isFunction && parent?.type === 'NewExpression' && dotted(child(parent, 'callee')) === 'Promise';
  });
  const resolve = text(children(executor, 'params')[0], 'name');
  if (!first || !resolve) return false;
  if (text(first, 'name') === resolve) return true;
  const body = child(first, 'body');
  return body !== undefined && text(child(body, 'callee'), 'name') === resolve;
}

/** Tests wait on conditions: no sleeping, by whatever name. */
export const noSleeps: Rule = perFile((file) => {
  if (!isIn(file.path, 'tests')) return [];
  const found = file.imports
    .filter(({ specifier }) => SLEEPS.test(specifier))
    .map(({ specifier, line }) => at(file, line, `imports ${specifier}`));
  walk(file.program, (node, ancestors) => {
    if (node.type !== 'CallExpression') return;
    const called = dotted(child(node, 'callee')) ?? '';
    if (called.endsWith('waitForTimeout')) found.push(at(file, file.lineOf(node), 'waitForTimeout'));
    const isTimer = called === 'setTimeout' || called.endsWith('.setTimeout');
    if (isTimer && isSleep(node, ancestors)) found.push(at(file, file.lineOf(node), 'sleeps'));
  });
  return found;
});
