import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { columns } from '@/lib/export/columns';
import { csv } from '@/lib/export/csv';
import type { ExportInput } from '@/lib/export/format';
import { guard, unguard } from '@/lib/export/formula-guard';
import { AWKWARD, anEntry, anInput, entriesWith } from './an-entry';

const fileOf = async (input: ExportInput): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await csv.render(input));

/** An independent reader: the delimiter is given, everything else is found out by the parser. */
function rowsOf(file: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(file.replace(/^\ufeff/, ''), { delimiter: ';', skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

const LEADS = ['=', '+', '-', '@', '\t=', '\r=', '\n=', '\0=', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];
const BEFORE = ['', ' ', '\u00a0', '\u3000', '\u200b', '\ufeff', "'", "''", "' "];
const FORMULAS = LEADS.flatMap((lead) =>
  BEFORE.map((before) => `${before}${lead}cmd|' /C calc'!A0;"=HYPERLINK(""http://x"")"`),
);

/** What a spreadsheet would run, written down apart from the product's own pattern. */
const looksLikeFormula = (cell: string): boolean => {
  const visible = cell.normalize('NFKC').replace(/[\u200b\ufeff\0]/g, '');
  return /^[\t\r\n]/.test(visible) || /^[=+\-@−]/.test(visible.trimStart());
};

describe('CSV', () => {
  it('is what a Dutch Excel opens: byte order mark, semicolons, CRLF, quotes, Dutch dates', async () => {
    const file = await fileOf(
      anInput({ entries: [anEntry({ plannedOn: '2027-01-09', startTime: '09:30', peak: true })] }),
    );
    expect(file.charCodeAt(0)).toBe(0xfeff);
    expect(file.endsWith('\r\n')).toBe(true);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(file).not.toContain('sep=');
    const [heading, row] = rowsOf(file);
    expect(heading).toEqual(columns.map((column) => column.heading.nl));
    expect(row?.slice(0, 8)).toEqual([
      '9-1-2027',
      '09:30',
      '1',
      'A',
      'Ruud, 71',
      'Touch',
      'Brief van de wethouder',
      'Bewonersbrief (papier)',
    ]);
    expect(row?.slice(9)).toEqual(['Samira (schrijver)', 'akkoord', 'ja', 'touchpoint-1']);
    expect(file.slice(1).split('\r\n')[0]).toBe(heading?.map((name) => `"${name}"`).join(';'));
  });

  it('has English headings and names in English', async () => {
    const [heading, row] = rowsOf(await fileOf(anInput({ locale: 'en' })));
    expect(heading?.[0]).toBe('Date');
    expect(row).toContain('Residents letter (paper)');
    expect(row).toContain('approved');
  });

  it('S31: runs no formula and changes no text', async () => {
    expect(FORMULAS.length).toBeGreaterThanOrEqual(100);
    const [, ...rows] = rowsOf(await fileOf(anInput({ entries: entriesWith(FORMULAS) })));
    expect(rows).toHaveLength(FORMULAS.length);
    rows.forEach((row, index) => {
      expect(row).toHaveLength(columns.length);
      for (const cell of row) expect(looksLikeFormula(cell), JSON.stringify(cell)).toBe(false);
      for (const column of [4, 6, 8, 9]) expect(unguard(row[column] ?? '')).toBe(FORMULAS[index]);
    });
  });

  it('S31: the test’s own idea of a formula catches every payload when nothing guards it', () => {
    const naked = FORMULAS.filter((text) => !text.startsWith("'"));
    expect(naked.filter((text) => !looksLikeFormula(text))).toEqual([]);
  });

  it('leaves ordinary text alone', async () => {
    for (const text of AWKWARD) expect(guard(text)).toBe(text);
    const [, ...rows] = rowsOf(await fileOf(anInput({ entries: entriesWith(AWKWARD) })));
    expect(rows.map((row) => row[8])).toEqual([...AWKWARD]);
  });

  it('is a heading and nothing else for an empty calendar', async () => {
    expect(rowsOf(await fileOf(anInput({ entries: [] })))).toHaveLength(1);
  });
});
