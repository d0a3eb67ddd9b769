import type { Violation } from '../support/rule';

/** A column of the database, or a field of the shared document: `Member.name`, `touchpoints.owner`. */
export type Field = string;

/** The columns of a Prisma schema; relations are no columns. */
export function columnsOf(schema: string): readonly Field[] {
  const models = [...schema.matchAll(/^model (\w+) \{$([\s\S]*?)^\}$/gm)];
  const names = new Set(models.map(([, name]) => name));
  return models.flatMap(([, model, body = '']) =>
    [...body.matchAll(/^\s+(\w+)\s+(\w+)(?:\[\])?\??(?:\s|$)/gm)]
      .filter(([, , type]) => !names.has(type))
      .map(([, column]) => `${model}.${column}`),
  );
}

/** A line of the register: fields in backticks, then purpose, ground and term. */
export type Entry = { readonly field: Field; readonly answers: readonly string[] };

/** Reads the tables of the privacy register; lines without a field name are headings. */
export function readRegister(markdown: string): readonly Entry[] {
  return markdown.split('\n').flatMap((line) => {
    if (!line.startsWith('|')) return [];
    const [first = '', ...answers] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [...first.matchAll(/`([\w.]+)`/g)].flatMap(([, field]) => (field ? [{ field, answers }] : []));
  });
}

/** Every field is in the register, once, with a purpose, a ground and a term; and nothing is in it that is not stored (checks P2). */
export function checkRegister(fields: readonly Field[], register: readonly Entry[]): readonly Violation[] {
  const listed = register.map(({ field }) => field);
  const missing = fields.filter((field) => !listed.includes(field)).map((field) => `${field} is not in the register`);
  const extra = listed
    .filter((field) => !fields.includes(field))
    .map((field) => `${field} is in the register, but not stored`);
  const twice = listed
    .filter((field, index) => listed.indexOf(field) !== index)
    .map((field) => `${field} is listed twice`);
  const hollow = register
    .filter(({ answers }) => answers.length !== 3 || answers.some((answer) => answer === ''))
    .map(({ field }) => `${field} lacks a purpose, a ground or a term`);
  return [...missing, ...extra, ...twice, ...hollow];
}
