import { describe, expect, it } from 'vitest';
import { metaSchema } from '@/lib/journey/meta';
import { personaSchema } from '@/lib/journey/persona';
import { touchpointSchema } from '@/lib/journey/touchpoint';
import { checkRegister, columnsOf, readRegister } from './rules/privacy';
import { textOf } from './support/disk';

const keys = (table: string, schema: { readonly shape: object }): readonly string[] =>
  Object.keys(schema.shape).map((key) => `${table}.${key}`);

const columns = columnsOf(textOf('prisma/schema.prisma'));
const documentKeys = [
  ...keys('meta', metaSchema),
  ...keys('personas', personaSchema),
  ...keys('touchpoints', touchpointSchema),
];

describe('privacy register (checks P2)', () => {
  it('holds: every column and every document key has a purpose, a ground and a term', () => {
    expect(checkRegister([...columns, ...documentKeys], readRegister(textOf('docs/privacy.md')))).toEqual([]);
  });

  it('reads columns, and leaves relations out', () => {
    const schema =
      'model Member {\n  id String @id\n  note String?\n  userId String?\n  user User? @relation(fields: [userId])\n}\nmodel User {\n  id String\n  members Member[]\n}\n';
    expect(columnsOf(schema)).toEqual(['Member.id', 'Member.note', 'Member.userId', 'User.id']);
    expect(columns).toContain('Guest.tokenHash');
    expect(columns).not.toContain('Session.members');
  });

  it('fails on a missing, a stale, a doubled and an unexplained field', () => {
    const register = readRegister(
      '| `A.a` | why | law | a year |\n| `A.b`, `A.a` | why | law | |\n| `A.gone` | why | law | a day |',
    );
    expect(checkRegister(['A.a', 'A.b', 'A.c'], register)).toEqual([
      'A.c is not in the register',
      'A.gone is in the register, but not stored',
      'A.a is listed twice',
      'A.b lacks a purpose, a ground or a term',
      'A.a lacks a purpose, a ground or a term',
    ]);
  });
});
