import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import ICAL from 'ical.js';
import Papa from 'papaparse';
import readExcelFile from 'read-excel-file/node';
import { calendarFileSchema } from '@/lib/export/json';
import { click, type Press } from './sheet';
import { containing, say } from './words';

/** What every format says of a planned message. */
export type Planned = {
  readonly id: string;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly persona: string;
  readonly message: string;
};

/** Downloads a file by its button in the open export dialog; returns where it is. */
export async function download(
  page: Page,
  format: 'ics' | 'csv' | 'xlsx' | 'json',
  press: Press = click,
): Promise<string> {
  const link = page.getByRole('dialog').getByRole('link', { name: containing(say(`calendar.formats.${format}`)) });
  const [file] = await Promise.all([page.waitForEvent('download'), press(link)]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^[a-z0-9-]+\\.${format}$`));
  return file.path();
}

/** Reads an iCalendar file as Thunderbird does. */
export async function readIcs(path: string): Promise<readonly Planned[]> {
  const calendar = ICAL.Component.fromString(await readFile(path, 'utf8'));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    // "A De trouwe buurtbewoner · Bewonersbrief", and the message before the facts.
    const [, persona = '', title = ''] = /^\S+ (.*?) · (.*)$/s.exec(event.summary) ?? [];
    const message = event.description.split('\n\n').slice(0, -1).join('\n\n');
    const { year, month, day } = event.startDate;
    const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
    return { id: event.uid.split('@')[0] ?? '', title, day: date, persona, message };
  });
}

const asPlanned = (row: Readonly<Record<string, unknown>>, day: string): Planned => ({
  id: String(row.Kenmerk),
  title: String(row.Contactmoment),
  day,
  persona: String(row.Persona),
  message: String(row.Boodschap ?? ''),
});

/** Reads a CSV file as a Dutch spreadsheet does. */
export async function readCsv(path: string): Promise<readonly Planned[]> {
  const text = await readFile(path, 'utf8');
  expect(text.startsWith('\ufeff'), 'Dutch Excel needs the byte order mark').toBe(true);
  const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), {
    header: true,
    delimiter: ';',
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data.map((row) => {
    const [day = '', month = '', year = ''] = (row.Datum ?? '').split('-');
    return asPlanned(row, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  });
}

/** Reads a workbook: one sheet, a heading, real dates. */
export async function readXlsx(path: string): Promise<readonly Planned[]> {
  const [sheet] = await readExcelFile(path, { trim: false });
  const [heading = [], ...rows] = sheet?.data ?? [];
  return rows.map((cells) => {
    const row = Object.fromEntries(heading.map((name, at) => [String(name), cells[at]]));
    const date = row.Datum;
    if (!(date instanceof Date)) throw new Error(`${String(date)} is not a date`);
    return asPlanned(row, date.toISOString().slice(0, 10));
  });
}

/** Reads the JSON file by its documented shape. */
export async function readJson(path: string): Promise<readonly Planned[]> {
  const { entries } = calendarFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  return entries.map(({ id, title, plannedOn, personaName, message }) => ({
    id,
    title,
    day: plannedOn,
    persona: personaName,
    message,
  }));
}
