import writeExcelFile, { type CellObject } from 'write-excel-file/universal';
import type { Locale } from '../core/locale';
import { type Cell, columns } from './columns';
import type { ExportFormat } from './format';

const DAY_FORMAT: Record<Locale, string> = { nl: 'd-m-yyyy', en: 'd mmm yyyy' };
const SHEET: Record<Locale, string> = { nl: 'Kalender', en: 'Calendar' };

/** Text is always a string cell with the text format, so `=1+1` stays what it is, also after somebody edits it. */
const asCell = (cell: Cell, locale: Locale): CellObject =>
  cell.kind === 'day'
    ? {
        type: Date,
        value: new Date(`${cell.day}T00:00:00Z`),
        format: DAY_FORMAT[locale],
        align: 'left',
        alignVertical: 'top',
      }
    : { type: String, value: cell.text, format: '@', wrap: true, alignVertical: 'top' };

const asHeading = (value: string): CellObject => ({
  type: String,
  value,
  fontWeight: 'bold',
  textColor: '#ffffff',
  backgroundColor: '#0a1e33',
});

/** A workbook with one sheet: real dates, a heading that stays in view. The library's universal build needs no Node API. */
export const xlsx: ExportFormat = {
  id: 'xlsx',
  label: { nl: 'Excel (XLSX)', en: 'Excel (XLSX)' },
  mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  render: async ({ entries, locale }) => {
    const heading = columns.map((column) => asHeading(column.heading[locale]));
    const rows = entries.map((entry) => columns.map(({ cell }) => asCell(cell(entry, locale), locale)));
    const file = writeExcelFile([heading, ...rows], {
      sheet: SHEET[locale],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape',
    });
    return new Uint8Array(await (await file.toBlob()).arrayBuffer());
  },
};
