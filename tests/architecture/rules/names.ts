import type { Violation } from '../support/rule';

const NAMED_BY_US = /^(?:app|components|lib|server|scripts|tests|docs)\//;
const KEBAB_FILE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
/** Next gives meaning to brackets, brackets in brackets, parentheses, `@` and `_`. */
const NEXT_FOLDER = /^(?:\[{1,2}(?:\.\.\.)?[a-zA-Z]+\]{1,2}|\([a-z0-9-]+\)|@[a-z0-9-]+|_[a-z0-9-]+)$/;

/** Names of files and folders are kebab-case; only Next's own notations are left alone. */
export function kebabCase(paths: readonly string[]): readonly Violation[] {
  return paths
    .filter((path) => NAMED_BY_US.test(path))
    .filter((path) => {
      const isApp = path.startsWith('app/');
      return !path.split('/').every((part) => KEBAB_FILE.test(part) || (isApp && NEXT_FOLDER.test(part)));
    })
    .map((path) => `${path} is not kebab-case`);
}

/** Places on somebody's own machine; the patterns are broken up so that this file does not match itself. */
const PRIVATE_PLACES = [
  /\/wor[k]\//,
  /\/hom[e]\/[a-z]/,
  /\/roo[t]\//,
  /\/User[s]\/[A-Za-z]/,
  /[A-Z]:\\User[s]/,
  /\.librar[y]\b/,
];

/** Keys and passwords in the form in which they usually leak (checks S36). */
const SECRETS = [
  /-----BEGIN [A-Z ]*PRIVATE KE[Y]-----/,
  /\bAKI[A][0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
];

const find = (path: string, text: string, patterns: readonly RegExp[], what: string): readonly Violation[] =>
  text
    .split('\n')
    .flatMap((line, index) => (patterns.some((pattern) => pattern.test(line)) ? [`${path}:${index + 1} ${what}`] : []));

/** No file names a place that exists on one machine only. */
export const noPrivatePlaces = (path: string, text: string): readonly Violation[] =>
  find(path, text, PRIVATE_PLACES, 'names a place on one machine');

/** No file holds a secret. */
export const noSecrets = (path: string, text: string): readonly Violation[] =>
  find(path, text, SECRETS, 'holds a secret');
