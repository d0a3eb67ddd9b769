import { describe, expect, it } from 'vitest';
import { noHtmlFromText, noRawPower, onlyEnvReadsEnvironment, onlyGlobalsTouchesGlobalThis } from './rules/globals';
import { houseOnDisk } from './support/disk';
import { readHouse } from './support/house';

const house = houseOnDisk();

describe('environment', () => {
  it('holds: only server/env.ts reads it', () => expect(onlyEnvReadsEnvironment(house)).toEqual([]));

  it('fails on another reader', () => {
    const source = 'export const port = process.env.PORT;\nexport const all = process.env;';
    expect(onlyEnvReadsEnvironment(readHouse({ 'server/main.ts': source }))).toHaveLength(2);
    expect(onlyEnvReadsEnvironment(readHouse({ 'app/page.tsx': source }))).toHaveLength(2);
    expect(onlyEnvReadsEnvironment(readHouse({ 'server/env.ts': source, 'scripts/a.mjs': source }))).toEqual([]);
  });
});

describe('globalThis', () => {
  it('holds: only server/globals.ts touches it', () => expect(onlyGlobalsTouchesGlobalThis(house)).toEqual([]));

  it('fails on anybody else', () => {
    const source = 'export const keep = (value: object) => Object.assign(globalThis, value);';
    expect(onlyGlobalsTouchesGlobalThis(readHouse({ 'lib/core/a.ts': source }))).toHaveLength(1);
    expect(onlyGlobalsTouchesGlobalThis(readHouse({ 'server/globals.ts': source }))).toEqual([]);
  });
});

describe('raw power (checks S34)', () => {
  it('holds: no raw SQL, no other programs, no code from text', () => expect(noRawPower(house)).toEqual([]));

  it.each([
    "import { exec } from 'node:child_process';",
    'export const find = (db: Db, name: string) => db.$queryRawUnsafe(name);',
    "export const two = eval('1 + 1');",
    "export const two = new Function('return 2');",
  ])('fails on %s', (source) => expect(noRawPower(readHouse({ 'server/services/a.ts': source }))).toHaveLength(1));
});

describe('HTML from text (checks S26)', () => {
  it('holds: nowhere', () => expect(noHtmlFromText(house)).toEqual([]));

  it.each([
    'export const A = () => <p dangerouslySetInnerHTML={{ __html: text }} />;',
    'export const A = () => <iframe title="a" srcDoc={text} />;',
    'export const show = (element: Element) => { element.innerHTML = text; };',
  ])('fails on %s', (source) =>
    expect(noHtmlFromText(readHouse({ 'components/board/a.tsx': source }))).toHaveLength(1),
  );
});
