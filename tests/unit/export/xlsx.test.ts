import readExcelFile from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { columns } from '@/lib/export/columns';
import type { ExportInput } from '@/lib/export/format';
import { xlsx } from '@/lib/export/xlsx';
import { AWKWARD, anEntry, anInput, entriesWith } from './an-entry';
import { unzipText } from './unzip';

async function sheetOf(input: ExportInput) {
  const bytes = await xlsx.render(input);
  const sheets = await readExcelFile(new Blob([new Uint8Array(bytes)]), { trim: false });
  expect(sheets).toHaveLength(1);
  const [sheet] = sheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

describe('XLSX', () => {
  it('has one sheet with a heading, real dates and words', async () => {
    const { sheet, data } = await sheetOf(anInput({ entries: [anEntry({ startTime: '09:30', peak: true })] }));
    expect(sheet).toBe('Kalender');
    expect(data[0]).toEqual(columns.map((column) => column.heading.nl));
    const [row] = data.slice(1);
    expect(row?.[0]).toEqual(new Date('2027-01-12T00:00:00Z'));
    expect(row?.slice(1, 8)).toEqual([
      '09:30',
      '2',
      'A',
      'Ruud, 71',
      'Touch',
      'Brief van de wethouder',
      'Bewonersbrief (papier)',
    ]);
    expect(row?.slice(10)).toEqual(['akkoord', 'ja', 'touchpoint-1']);
  });

  it('speaks English', async () => {
    const { sheet, data } = await sheetOf(anInput({ locale: 'en' }));
    expect(sheet).toBe('Calendar');
    expect(data[0]?.[0]).toBe('Date');
  });

  it('keeps the date right on the days the clocks change and at the edges of years', async () => {
    const days = ['2027-03-28', '2027-10-31', '2000-01-01', '2026-12-31', '2028-02-29', '2100-12-31'];
    const { data } = await sheetOf(anInput({ entries: days.map((plannedOn) => anEntry({ plannedOn })) }));
    expect(data.slice(1).map((row) => row[0])).toEqual(days.map((day) => new Date(`${day}T00:00:00Z`)));
  });

  it('S31: a formula stays a string, in the file itself too', async () => {
    const formulas = ['=1+1', '=cmd|calc!A0', '+1', '-1+2', '@SUM(A1)', '\t=1', ' =1', '＝1'];
    const { data } = await sheetOf(anInput({ entries: entriesWith(formulas) }));
    expect(data.slice(1).map((row) => row[8])).toEqual(formulas);
    const xml = unzipText(await xlsx.render(anInput({ entries: entriesWith(formulas) })), /worksheets\/.*\.xml$/);
    expect(xml).toContain('<sheetData>');
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toMatch(/<pane [^>]*ySplit="1"/);
  });

  it('keeps awkward text as it was typed', async () => {
    const { data } = await sheetOf(anInput({ entries: entriesWith(AWKWARD) }));
    expect(data.slice(1).map((row) => row[8])).toEqual([...AWKWARD]);
  });

  it('opens with an empty calendar, and with a full one', async () => {
    expect((await sheetOf(anInput({ entries: [] }))).data).toHaveLength(1);
    const many = Array.from({ length: 2_000 }, (_, index) =>
      anEntry({ title: `Station ${index}`, message: 'woord '.repeat(80) + index }),
    );
    const { data } = await sheetOf(anInput({ entries: many }));
    expect(data).toHaveLength(2_001);
    expect(data[2_000]?.[6]).toBe('Station 1999');
  });
});
