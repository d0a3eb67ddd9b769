import type { SourceFile } from '../support/house';
import { at, isIn, perFile, type Rule } from '../support/rule';
import { child, children, FUNCTIONS, findAll, type Node, text } from '../support/tree';

const MAX_FILE_LINES = 300;
const MAX_MEDIAN_LINES = 70;
const MAX_FUNCTION_LINES = 60;

/** The method's facts, the example content and the message files are data in the shape of code. */
const isData = (path: string): boolean => isIn(path, 'lib/i18n', 'lib/method');
const isTest = (path: string): boolean => isIn(path, 'tests');
const isOurs = ({ path }: SourceFile): boolean => isIn(path, 'app', 'components', 'lib', 'server', 'scripts', 'tests');

/** Short files: none over 300 lines. */
export const shortFiles: Rule = perFile((file) =>
  isOurs(file) && !isData(file.path) && file.lines > MAX_FILE_LINES
    ? [at(file, 1, `has ${file.lines} lines, more than ${MAX_FILE_LINES}`)]
    : [],
);

/** Half of the product's files fit on a screen: the median is at most 70 lines. */
export const shortMedian: Rule = (house) => {
  const lengths = house
    .filter((file) => isOurs(file) && !isTest(file.path) && !isData(file.path))
    .map(({ lines }) => lines)
    .sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return median > MAX_MEDIAN_LINES
    ? [`half of the files are longer than ${median} lines, more than ${MAX_MEDIAN_LINES}`]
    : [];
};

/** Short functions: at most 60 lines. A test file's outer callback is a chapter, not a function. */
export const shortFunctions: Rule = perFile((file) => {
  if (!isOurs(file) || file.path.endsWith('.test.ts') || file.path.endsWith('.spec.ts')) return [];
  return findAll(file.program, ...FUNCTIONS).flatMap((node) => {
    const lines = file.text.slice(node.start, node.end).split('\n').length;
    const what = `a function of ${lines} lines, more than ${MAX_FUNCTION_LINES}`;
    return lines > MAX_FUNCTION_LINES ? [at(file, file.lineOf(node), what)] : [];
  });
});

/** Types mean something: no `any`, no `!`, no switched-off checks. */
export const honestTypes: Rule = perFile((file) => {
  if (!isOurs(file)) return [];
  const nodes = findAll(file.program, 'TSAnyKeyword', 'TSNonNullExpression').map((node) =>
    at(file, file.lineOf(node), node.type === 'TSAnyKeyword' ? 'any' : 'a non-null assertion'),
  );
  const switches = file.text.split('\n').flatMap((line, index) => {
    const found = /^\s*(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck|expect-error)/.test(line);
    return found ? [at(file, index + 1, 'switches type checks off')] : [];
  });
  return [...nodes, ...switches];
});

const isFunction = (node: Node | undefined): boolean => node !== undefined && FUNCTIONS.includes(node.type);

/** Names of the functions that an export statement declares. */
function exportedFunctions(statement: Node): readonly string[] {
  const declaration = child(statement, 'declaration');
  if (!declaration) return [];
  if (isFunction(declaration)) return [text(child(declaration, 'id'), 'name') ?? 'default'];
  return children(declaration, 'declarations')
    .filter((declarator) => isFunction(child(declarator, 'init')))
    .map((declarator) => text(child(declarator, 'id'), 'name') ?? '');
}

/** Whether the text right above an offset is a JSDoc comment. */
function hasDoc(source: string, offset: number): boolean {
  const above = source.slice(0, offset).replace(/(?:\s|\/\/ biome-ignore[^\n]*\n)*$/, '');
  return above.endsWith('*/') && above.slice(above.lastIndexOf('/*')).startsWith('/**');
}

/** Every function that lib/ and server/ offer says what it promises. */
export const documentedFunctions: Rule = perFile((file) => {
  if (!isIn(file.path, 'lib', 'server')) return [];
  return children(file.program, 'body')
    .filter(({ type }) => type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration')
    .filter((statement) => !hasDoc(file.text, statement.start))
    .flatMap((statement) =>
      exportedFunctions(statement).map((name) => at(file, file.lineOf(statement), `${name} has no JSDoc`)),
    );
});

const DEFAULT_ALLOWED = /^(?:app\/|proxy\.ts$|[a-z-]+\.config\.(?:ts|mjs)$)/;

/** Named exports, except where Next or a tool asks for a default. */
export const namedExports: Rule = perFile((file) => {
  if (DEFAULT_ALLOWED.test(file.path)) return [];
  return findAll(file.program, 'ExportDefaultDeclaration').map((node) =>
    at(file, file.lineOf(node), 'has a default export'),
  );
});
