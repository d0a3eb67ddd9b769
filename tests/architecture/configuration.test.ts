import { describe, expect, it } from 'vitest';
import { textOf } from './support/disk';

const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []).sort();

const known = namesIn(textOf('server/env.ts').split('z.object({')[1]?.split('});')[0] ?? '', /^ {2}([A-Z_]+):/gm);

describe('configuration', () => {
  it('reads the settings that there are', () =>
    expect(known).toEqual(expect.arrayContaining(['DATA_DIR', 'PORT', 'SIGNUP'])));

  it('is explained in full in the README', () => {
    const table = textOf('README.md').split('## Configuration')[1]?.split('## ')[0] ?? '';
    expect(namesIn(table, /^\| `([A-Z_]+)`/gm)).toEqual(known);
  });

  it('is listed in full in .env.example', () => {
    expect(namesIn(textOf('.env.example'), /^([A-Z_]+)=/gm)).toEqual(known);
  });
});
