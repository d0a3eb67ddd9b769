/**
 * Spreadsheets run a cell that begins with one of these as a formula; the wide and small variants because some turn
 * them into the plain ones first. Checks S31.
 */
const STARTS = '=+\\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212';
/** What may stand before such a character without taking its effect away: white space, and what nobody sees. */
const BLANK = '\\s\\u0000-\\u001f\\u007f\\u0085\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff';
/**
 * Apostrophes at the start belong to the pattern, so that a text that itself begins with `'=` gets one more, and
 * taking one off always gives the text back. An ordinary `'s Avonds` is left alone.
 */
const DANGEROUS = new RegExp(`^'*(?:[\\u0000-\\u001f]|[${BLANK}]*[${STARTS}])`, 'u');

/** Makes a text safe as a cell of a CSV file: a leading apostrophe where a spreadsheet would see a formula. */
export const guard = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** Gives back what `guard` was given. */
export const unguard = (cell: string): string => (DANGEROUS.test(cell) ? cell.slice(1) : cell);
