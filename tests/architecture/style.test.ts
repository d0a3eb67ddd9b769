import { describe, expect, it } from 'vitest';
import { kebabCase, noPrivatePlaces, noSecrets } from './rules/names';
import { documentedFunctions, honestTypes, namedExports, shortFiles, shortFunctions, shortMedian } from './rules/style';
import { filesOnDisk, houseOnDisk, textOf } from './support/disk';
import { readHouse } from './support/house';
import { isIn } from './support/rule';

const house = houseOnDisk();
const paths = filesOnDisk();
const lines = (count: number): string => 'a();\n'.repeat(count);

describe('length', () => {
  it('holds: no file over 300 lines', () => expect(shortFiles(house)).toEqual([]));
  it('holds: half of the files fit on a screen', () => expect(shortMedian(house)).toEqual([]));
  it('holds: no function over 60 lines', () => expect(shortFunctions(house)).toEqual([]));

  it('fails on long files, many long files and long functions', () => {
    expect(shortFiles(readHouse({ 'server/a.ts': lines(301) }))).toHaveLength(1);
    expect(shortFiles(readHouse({ 'server/a.ts': lines(300), 'lib/i18n/nl/a.ts': lines(500) }))).toEqual([]);
    expect(
      shortMedian(readHouse({ 'server/a.ts': lines(71), 'server/b.ts': lines(71), 'server/c.ts': '' })),
    ).toHaveLength(1);
    expect(shortFunctions(readHouse({ 'server/a.ts': `const f = () => {\n${lines(59)}};` }))).toHaveLength(1);
    expect(shortFunctions(readHouse({ 'server/a.ts': `const f = () => {\n${lines(58)}};` }))).toEqual([]);
  });
});

describe('types', () => {
  it('holds: no any, no !, no switched-off checks', () => expect(honestTypes(house)).toEqual([]));

  it.each([
    'export const f = (value: any) => value;',
    'export const g = (value: unknown) => value as any;',
    'export const h = (value?: string) => value!;',
    '// @ts-expect-error later\nexport const i = 1;',
  ])('fails on %s', (source) => expect(honestTypes(readHouse({ 'server/a.ts': source }))).toHaveLength(1));
});

describe('exports', () => {
  it('holds: every function that lib/ and server/ offer is documented', () =>
    expect(documentedFunctions(house)).toEqual([]));
  it('holds: default exports only where Next or a tool wants one', () => expect(namedExports(house)).toEqual([]));

  it.each([
    'export function f() {}',
    'export const f = () => 1;',
    'export const f = async function () {};',
    '// not enough\nexport const f = () => 1;',
    '/* nor this */\nexport const f = () => 1;',
    '/** For a. */\nconst a = 1;\nexport const f = () => a;',
  ])('fails on %s', (source) => expect(documentedFunctions(readHouse({ 'lib/core/a.ts': source }))).toHaveLength(1));

  it('lets documented functions and plain values be', () => {
    const source = '/** Says one. */\nexport const f = () => 1;\nexport const one = 1;\nconst g = () => 2;';
    expect(documentedFunctions(readHouse({ 'lib/core/a.ts': source }))).toEqual([]);
  });

  it('fails on a default export in the house', () => {
    const source = 'export default function Page() {}';
    expect(namedExports(readHouse({ 'components/board/a.tsx': source }))).toHaveLength(1);
    expect(namedExports(readHouse({ 'app/page.tsx': source }))).toEqual([]);
  });
});

describe('names and words', () => {
  it('holds: kebab-case everywhere', () => expect(kebabCase(paths)).toEqual([]));

  it('fails on other cases', () => {
    const wrong = ['lib/core/orderKeys.ts', 'components/Board/board.tsx', 'server/db_client.ts', 'lib/[id]/a.ts'];
    expect(kebabCase(wrong)).toHaveLength(wrong.length);
    expect(kebabCase(['app/sessions/[sessionId]/page.tsx', 'app/api/auth/[...all]/route.ts', 'README.md'])).toEqual([]);
  });

  const texts = paths.filter((path) =>
    /\.(?:tsx?|mjs|css|json|md|prisma|sql|ya?ml|example)$|file$|^\.[a-z]/i.test(path),
  );

  it('holds: no places on somebody’s machine, no secrets (checks S36)', () => {
    const found = texts.flatMap((path) => [...noPrivatePlaces(path, textOf(path)), ...noSecrets(path, textOf(path))]);
    expect(found).toEqual([]);
    expect(texts.length).toBeGreaterThan(50);
  });

  it.each(['wor', 'hom', 'roo'])('fails on a path that starts with %s…', (start) => {
    const rest: Record<string, string> = { wor: 'k/main', hom: 'e/anna/app', roo: 't/app' };
    expect(noPrivatePlaces('a.ts', `const path = '/${start}${rest[start]}';`)).toHaveLength(1);
  });

  it('fails on a private key', () => {
    expect(noSecrets('a.ts', ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' '))).toHaveLength(1);
    expect(noSecrets('a.ts', `const key = '${'AKI'}${'A'.repeat(17)}';`)).toHaveLength(1);
  });
});

it('reads all folders of the house', () => {
  for (const folder of ['lib', 'server', 'components', 'app', 'scripts', 'tests']) {
    expect(house.some(({ path }) => isIn(path, folder))).toBe(true);
  }
});
