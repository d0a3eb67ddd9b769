import { today } from '../../lib/core/dates';
import type { SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import { exportFileName } from '../../lib/export/file-name';
import { type ExportFormatId, exportFormats } from '../../lib/export/registry';
import { phaseModelSchema } from '../../lib/method/phase-models';
import type { SessionRow } from '../db/rows';
import type { Context } from '../globals';
import { readCalendar } from './calendar';

/** A file to send: `name` is safe everywhere, `mime` has its charset. */
export type CalendarFile = { readonly bytes: Uint8Array; readonly mime: string; readonly name: string };

/**
 * The calendar of a session as a file, including the last edit that was stored.
 * @param origin where the visitor sees us; its host goes into the file
 */
export async function exportCalendar(
  context: Pick<Context, 'db' | 'rooms'>,
  session: Pick<SessionRow, 'id' | 'title' | 'campaignMessage' | 'phaseModel'>,
  formatId: ExportFormatId,
  { locale, origin, now = new Date() }: { readonly locale: Locale; readonly origin: string; readonly now?: Date },
): Promise<CalendarFile> {
  const format = exportFormats[formatId];
  const id = session.id as SessionId;
  const { title, campaignMessage } = session;
  const bytes = await format.render({
    session: { id, title, campaignMessage, phaseModel: phaseModelSchema.parse(session.phaseModel) },
    entries: await readCalendar(context, id),
    locale,
    host: new URL(origin).host,
    generatedAt: now.toISOString(),
  });
  return { bytes, mime: format.mime, name: exportFileName(session, format, today()) };
}
