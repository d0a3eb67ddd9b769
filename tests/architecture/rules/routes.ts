import type { SourceFile } from '../support/house';
import { at, isIn, type Rule, type Violation } from '../support/rule';
import { child, children, findAll, text } from '../support/tree';

/** An endpoint in one line: `GET /api/sessions/{sessionId}`. */
export type Endpoint = string;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Answers "not found" in the shape of every error to whatever no other route takes. */
const CATCH_ALL = 'app/api/[...rest]/route.ts';

/** `app/api/calendar/feed/[file]/route.ts` → `/api/calendar/feed/{}`; names of parameters do not count. */
const pathOf = (file: string): string =>
  file
    .replace(/^app|\/route\.tsx?$/g, '')
    .replace(/\/\([^/]+\)/g, '')
    .replace(/\[[^\]]+\]/g, '{}');

/** A contract's path in the same form; a parameter with an ending (`{secret}.ics`) is one folder to Next. */
export const normalise = (path: string): string => path.replace(/\{[^}]*\}[^/]*/g, '{}');

function exportedMethods(file: SourceFile): readonly string[] {
  return children(file.program, 'body')
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap((statement) => {
      const declaration = child(statement, 'declaration');
      const declared = [declaration, ...children(declaration, 'declarations')].map((node) =>
        text(child(node, 'id'), 'name'),
      );
      const listed = children(statement, 'specifiers').map((node) => text(child(node, 'exported'), 'name'));
      return [...declared, ...listed].filter((name) => name !== undefined);
    })
    .filter((name) => METHODS.has(name));
}

/** The endpoints that route handlers answer, the catch-all apart. */
export const endpointsOf = (house: readonly SourceFile[]): readonly Endpoint[] =>
  house
    .filter(({ path }) => /^app\/(?:.*\/)?route\.tsx?$/.test(path) && path !== CATCH_ALL)
    .flatMap((file) => exportedMethods(file).map((method) => `${method} ${pathOf(file.path)}`));

/** Every endpoint has a contract, and every contract is answered (checks S4). */
export function checkCensus(endpoints: readonly Endpoint[], contracts: readonly Endpoint[]): readonly Violation[] {
  const unlisted = endpoints
    .filter((endpoint) => !contracts.includes(endpoint))
    .map((endpoint) => `${endpoint} has no contract`);
  const unanswered = contracts
    .filter((endpoint) => !endpoints.includes(endpoint))
    .map((endpoint) => `${endpoint} has no route`);
  return [...unlisted, ...unanswered];
}

/** Server actions are endpoints that nobody sees in the census: there are none. */
export const noServerActions: Rule = (house) =>
  house
    .filter(({ path }) => isIn(path, 'app', 'components', 'server'))
    .flatMap((file) =>
      findAll(file.program, 'ExpressionStatement')
        .filter((node) => text(node, 'directive') === 'use server')
        .map((node) => at(file, file.lineOf(node), 'is a server action')),
    );
