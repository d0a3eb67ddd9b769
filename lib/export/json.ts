import { z } from 'zod';
import { storedEntrySchema } from '../calendar/entry';
import { TIME_ZONE } from '../core/dates';
import { idSchema, type SessionId } from '../core/ids';
import { phaseModelSchema } from '../method/phase-models';
import type { ExportFormat } from './format';

/**
 * The JSON file. `version` goes up when a reader of the old shape would go wrong; new fields alone do not raise it.
 * Keys (phase, channel, status) are the method's, in English; dates and times are wall-clock in `timeZone`.
 */
export const calendarFileSchema = z.object({
  format: z.literal('reisgezel-calendar'),
  version: z.literal(1),
  /** ISO instant. */
  generatedAt: z.iso.datetime(),
  /** Host name of the installation it comes from. */
  source: z.string(),
  timeZone: z.literal(TIME_ZONE),
  session: z.object({
    id: idSchema<SessionId>(),
    title: z.string(),
    campaignMessage: z.string(),
    phaseModel: phaseModelSchema,
  }),
  /** In the order of the calendar. */
  entries: z.array(storedEntrySchema),
});
export type CalendarFile = z.infer<typeof calendarFileSchema>;

/** For other programs. */
export const json: ExportFormat = {
  id: 'json',
  label: { nl: 'JSON (voor andere programma’s)', en: 'JSON (for other programs)' },
  mime: 'application/json; charset=utf-8',
  extension: 'json',
  render: ({ session, entries, host, generatedAt }) => {
    const file: CalendarFile = {
      format: 'reisgezel-calendar',
      version: 1,
      generatedAt,
      source: host,
      timeZone: TIME_ZONE,
      session,
      entries: [...entries],
    };
    // Parsed by its own schema, so that the file never holds more than what is documented.
    return new TextEncoder().encode(`${JSON.stringify(calendarFileSchema.parse(file), null, 2)}\n`);
  },
};
