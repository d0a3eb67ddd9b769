import type { z } from 'zod';

/** Something in the document that could not be read as it stood, and what was read instead. */
export type Repair = { readonly table: string; readonly id: string; readonly field: string; readonly problem: string };

/**
 * Reads one record from anything: valid fields are kept, broken or absent ones get their default.
 * Never throws and never writes; an absent field is normal (older documents), a broken one is a repair.
 *
 * @returns the record, or `null` when a field without a default is missing or broken
 */
export function readRecord<T extends z.ZodRawShape>(
  schema: z.ZodObject<T>,
  defaults: Readonly<Record<string, unknown>>,
  table: string,
  id: string,
  raw: Readonly<Record<string, unknown>>,
): { record: z.infer<z.ZodObject<T>> | null; repairs: readonly Repair[] } {
  const repairs: Repair[] = [];
  const record: Record<string, unknown> = {};
  for (const [field, shape] of Object.entries(schema.shape)) {
    const value = field === 'id' ? id : raw[field];
    const parsed = (shape as unknown as z.ZodType).safeParse(value);
    if (parsed.success) {
      record[field] = parsed.data;
      continue;
    }
    if (value !== undefined) repairs.push({ table, id, field, problem: parsed.error.issues[0]?.message ?? 'invalid' });
    if (!(field in defaults))
      return { record: null, repairs: [...repairs, { table, id, field, problem: 'unreadable' }] };
    record[field] = defaults[field];
  }
  return { record: record as z.infer<z.ZodObject<T>>, repairs };
}
