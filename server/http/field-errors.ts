import { createTranslator } from 'use-intl/core';
import type { z } from 'zod';
import type { Locale } from '../../lib/core/locale';
import { catalogues } from '../../lib/i18n/catalogue';
import type { nl } from '../../lib/i18n/nl';

type Issue = z.core.$ZodIssue;
type FieldCode = keyof typeof nl.errors.field;

/** More faults than this in one request is no slip, and nobody reads them. */
const MOST_FIELDS = 20;
const LONGEST_NAME = 60;

const NAMED: Readonly<Record<string, FieldCode>> = {
  required: 'required',
  date: 'date',
  time: 'time',
  control: 'control',
};
const FORMATS: Readonly<Record<string, FieldCode>> = { email: 'email', datetime: 'date', date: 'date', time: 'time' };

function codeOf(issue: Issue): FieldCode {
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'invalid';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'tooHigh';
  if (issue.code === 'too_small') {
    if (issue.origin !== 'string') return 'tooLow';
    return issue.minimum === 1 ? 'required' : 'tooShort';
  }
  if (issue.code === 'invalid_format') return FORMATS[issue.format] ?? 'invalid';
  if (issue.code === 'invalid_value') return 'choice';
  if (issue.code === 'unrecognized_keys') return 'unknown';
  return NAMED[issue.message] ?? 'invalid';
}

function namesOf(issue: Issue): readonly string[] {
  const path = issue.path.map(String);
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  return paths.map((parts) => parts.join('.').slice(0, LONGEST_NAME));
}

/**
 * Says per field what is wrong with it, the first fault only.
 * @param issues as Zod found them
 * @returns field path → sentence in the reader's language; the empty path is the body itself
 */
export function fieldErrors(issues: readonly Issue[], locale: Locale): Readonly<Record<string, string>> {
  const translate = createTranslator({ locale, messages: catalogues[locale], namespace: 'errors.field' });
  const fields = new Map<string, string>();
  for (const issue of issues) {
    const values = {
      maximum: issue.code === 'too_big' ? Number(issue.maximum) : 0,
      minimum: issue.code === 'too_small' ? Number(issue.minimum) : 0,
    };
    const message = translate(codeOf(issue), values);
    for (const name of namesOf(issue)) if (!fields.has(name) && fields.size < MOST_FIELDS) fields.set(name, message);
  }
  // Built from entries, so that a field called `__proto__` is a field and nothing else (checks S14).
  return Object.fromEntries(fields);
}
