import Papa from 'papaparse';
import type { PlainDate } from '../core/dates';
import { type Cell, columns } from './columns';
import type { ExportFormat } from './format';
import { guard } from './formula-guard';

/** `2027-01-09` → `9-1-2027`, which a Dutch Excel reads as a date. */
const dutchDay = (day: PlainDate): string => day.split('-').map(Number).reverse().join('-');

const asText = (cell: Cell): string => (cell.kind === 'day' ? dutchDay(cell.day) : guard(cell.text));

/**
 * For Dutch Excel: semicolons, a byte order mark so that it reads UTF-8, CRLF, every cell quoted.
 * No `sep=` line: with one, Excel no longer sees the byte order mark.
 */
export const csv: ExportFormat = {
  id: 'csv',
  label: { nl: 'CSV (voor elk rekenblad)', en: 'CSV (for any spreadsheet)' },
  mime: 'text/csv; charset=utf-8',
  extension: 'csv',
  render: ({ entries, locale }) => {
    const fields = columns.map(({ heading }) => heading[locale]);
    const data = entries.map((entry) => columns.map(({ cell }) => asText(cell(entry, locale))));
    const table = Papa.unparse({ fields, data }, { delimiter: ';', newline: '\r\n', quotes: true });
    return new TextEncoder().encode(`\ufeff${table}\r\n`);
  },
};
