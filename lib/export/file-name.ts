import type { PlainDate } from '../core/dates';
import type { ExportFormat, ExportSession } from './format';

/** Longest slug; with date and extension the name stays well under what any file system takes. */
const MAX_SLUG = 60;

/**
 * A file name that is safe everywhere (S33): `afval-scheiden-in-de-hoogbouw-2027-01-12.ics`. Only `a-z`, `0-9`, `-` and
 * one dot; a title without any such letter becomes `reisgezel`.
 *
 * @param date the day of the export
 */
export function exportFileName(
  session: Pick<ExportSession, 'title'>,
  format: Pick<ExportFormat, 'extension'>,
  date: PlainDate,
): string {
  const slug = session.title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');
  return `${slug || 'reisgezel'}-${date}.${format.extension}`;
}
