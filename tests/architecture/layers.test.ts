import { describe, expect, it } from 'vitest';
import { cycles } from './rules/cycles';
import { noBarrels, onlyDbKnowsPrisma, pureLib } from './rules/imports';
import { layers } from './rules/layers';
import { houseOnDisk } from './support/disk';
import { readHouse } from './support/house';

const house = houseOnDisk();

/** A house of one importing file, and whatever it imports. */
const importing = (path: string, specifier: string) =>
  readHouse({ [path]: `import { a } from '${specifier}';\na();\n` });

describe('layers', () => {
  it('holds: arrows point down only (design §6)', () => expect(layers(house)).toEqual([]));

  it.each([
    ['lib/core/a.ts', '../method/roles'],
    ['lib/method/a.ts', '../journey/journey'],
    ['lib/journey/a.ts', '@/lib/collab/document'],
    ['lib/calendar/a.ts', '../export/csv'],
    ['lib/collab/a.ts', '../calendar/entry'],
    ['lib/export/a.ts', '../api/contract'],
    ['lib/i18n/a.ts', '../method/roles'],
    ['lib/api/a.ts', '@/server/env'],
    ['lib/newcomer/a.ts', '../core/ids'],
    ['server/a.ts', '@/app/page'],
    ['server/a.ts', '@/components/ui/button'],
    ['components/ui/a.tsx', '@/lib/method/roles'],
    ['components/ui/a.tsx', '@/lib/journey/journey'],
    ['components/ui/a.tsx', '@/lib/collab/presence'],
    ['components/ui/a.tsx', '@/lib/api/sessions'],
    ['components/ui/a.tsx', '../session/room'],
    ['components/session/a.tsx', '../board/board'],
    ['components/board/a.tsx', '../calendar/month'],
    ['components/board/a.tsx', '@/server/globals'],
    ['components/board/a.tsx', '@/app/page'],
    ['app/page.tsx', '@/tests/support/server'],
  ])('fails when %s imports %s', (path, specifier) => expect(layers(importing(path, specifier))).toHaveLength(1));

  it.each([
    ['lib/method/a.ts', '../core/ids'],
    ['lib/api/a.ts', '../calendar/entry'],
    ['server/sync/a.ts', '@/lib/collab/document'],
    ['components/board/a.tsx', '@/components/ui/button'],
    ['components/board/a.tsx', './cell'],
    ['components/ui/a.tsx', '@/lib/api/client'],
    ['app/page.tsx', '@/components/start/start-page'],
    ['tests/unit/a.test.ts', '@/server/env'],
  ])('lets %s import %s', (path, specifier) => expect(layers(importing(path, specifier))).toEqual([]));

  it.each([
    "import type { A } from '../journey/journey';",
    "export type { A } from '../journey/journey';",
    "type A = import('../journey/journey').Journey;",
    "const a = () => import('../journey/journey');",
  ])('sees %s', (source) => expect(layers(readHouse({ 'lib/core/a.ts': source }))).toHaveLength(1));
});

describe('cycles', () => {
  it('holds: nobody imports round in a circle, types included', () => expect(cycles(house)).toEqual([]));

  it('fails on a circle of three that is closed by a type', () => {
    const circle = {
      'lib/core/a.ts': "import { b } from './b';",
      'lib/core/b.ts': "import { c } from './c';",
      'lib/core/c.ts': "import type { A } from './a';",
      'lib/core/d.ts': "import { a } from './a';",
    };
    expect(cycles(readHouse(circle))).toHaveLength(1);
    expect(cycles(readHouse({ ...circle, 'lib/core/c.ts': 'export const c = 1;' }))).toEqual([]);
  });
});

describe('barrels', () => {
  it('holds: no file only passes on exports', () => expect(noBarrels(house)).toEqual([]));

  it.each([
    ['lib/core/all.ts', "export { a } from './a';\nexport type { B } from './b';"],
    ['lib/core/star.ts', "export * from './a';\nexport const b = 1;"],
    ['lib/core/index.ts', 'export const a = 1;'],
  ])('fails on %s', (path, source) => expect(noBarrels(readHouse({ [path]: source }))).not.toEqual([]));
});

describe('lib is pure', () => {
  it('holds: no React, no Node, no Prisma', () => expect(pureLib(house)).toEqual([]));

  it.each([
    "import { useState } from 'react';",
    "import { useTranslations } from 'next-intl';",
    "import { create } from 'zustand';",
    "import { readFile } from 'node:fs/promises';",
    "import { join } from 'path';",
    "import { PrismaClient } from '@prisma/client';",
    'export const home = process.env.HOME;',
    "export const bytes = Buffer.from('a');",
    'export const width = () => window.innerWidth;',
  ])('fails on %s', (source) => expect(pureLib(readHouse({ 'lib/core/a.ts': source }))).toHaveLength(1));

  it('lets plain TypeScript be', () => {
    const source =
      "import { createStore } from 'zustand/vanilla';\nexport const f = (document: { a: number }) => document.a;";
    expect(pureLib(readHouse({ 'lib/core/a.ts': source }))).toEqual([]);
    expect(pureLib(readHouse({ 'components/board/a.tsx': "import { useState } from 'react';" }))).toEqual([]);
  });
});

describe('Prisma', () => {
  it('holds: only server/db knows it', () => expect(onlyDbKnowsPrisma(house)).toEqual([]));

  it.each([
    ['server/services/a.ts', "import { PrismaClient } from '@prisma/client';"],
    ['server/services/a.ts', "import type { Session } from '../db/generated/client';"],
    ['app/page.tsx', "import type { Session } from '@/server/db/generated/models';"],
  ])('fails when %s says %s', (path, source) =>
    expect(onlyDbKnowsPrisma(readHouse({ [path]: source }))).toHaveLength(1),
  );

  it('lets server/db use it', () => {
    expect(onlyDbKnowsPrisma(readHouse({ 'server/db/a.ts': "import { A } from './generated/client';" }))).toEqual([]);
  });
});
