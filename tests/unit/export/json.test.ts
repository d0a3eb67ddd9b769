import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '@/lib/api/sessions';
import { exportFileName } from '@/lib/export/file-name';
import { calendarFileSchema, json } from '@/lib/export/json';
import { exportFormats } from '@/lib/export/registry';
import { AWKWARD, anInput, entriesWith } from './an-entry';

describe('JSON', () => {
  it('is its documented shape, with a version, and loses nothing', async () => {
    const input = anInput({ entries: entriesWith(AWKWARD) });
    const file: unknown = JSON.parse(new TextDecoder().decode(await json.render(input)));
    const { generatedAt, host: source, session, entries } = input;
    expect(file).toEqual({
      format: 'reisgezel-calendar',
      version: 1,
      timeZone: 'Europe/Amsterdam',
      generatedAt,
      source,
      session,
      entries,
    });
    expect(calendarFileSchema.safeParse(file).success).toBe(true);
  });

  it('leaves out what is not documented', async () => {
    const session = { ...anInput().session, ownerEmail: 'secret@example.nl' };
    const file = new TextDecoder().decode(await json.render(anInput({ session })));
    expect(file).not.toContain('secret');
  });
});

describe('the registry', () => {
  it('has every format that the API promises, under its own id', () => {
    expect(Object.keys(exportFormats).sort()).toEqual([...EXPORT_FORMATS].sort());
    for (const [id, format] of Object.entries(exportFormats)) {
      expect(format.id).toBe(id);
      expect(format.extension).toMatch(/^[a-z]+$/);
      expect(format.mime).toMatch(/^[a-z]+\/[a-z.-]+(; [a-z]+=[a-zA-Z0-9-]+)*$/);
      expect(format.label.nl && format.label.en).toBeTruthy();
    }
  });
});

describe('file names', () => {
  const name = (title: string): string => exportFileName({ title }, { extension: 'ics' }, '2027-01-12');

  it('tells what it is and from which day', () => {
    expect(name('Afval scheiden in de hoogbouw')).toBe('afval-scheiden-in-de-hoogbouw-2027-01-12.ics');
    expect(name('Één café: ’s avonds & “gratis”')).toBe('een-cafe-s-avonds-gratis-2027-01-12.ics');
  });

  it.each([
    '',
    '   ',
    'مرحبا',
    '🎉🎉',
    '../../..',
    '...',
    '\r\nSet-Cookie: a=b',
    'a"; filename="x.exe',
    'x'.repeat(500),
    'CON',
    '\0',
  ])('S33: %j gives a safe name', (title) => {
    const file = name(title);
    expect(file).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*-2027-01-12\.ics$/);
    expect(file.length).toBeLessThanOrEqual(80);
  });
});
