import { z } from 'zod';
import { idSchema, type PersonaId } from '../core/ids';
import { orderSchema } from '../core/order';
import { line, removedAt } from './field';
import { LIMITS } from './limits';

/**
 * An archetype of a target group; one line through the journey (S2.2).
 * `line` is the number of its letter and colour: 0 = A. It stays with the persona when lines are reordered.
 */
export const personaSchema = z.object({
  id: idSchema<PersonaId>(),
  name: line(LIMITS.personaName),
  summary: line(LIMITS.personaSummary),
  line: z
    .number()
    .int()
    .min(0)
    .max(LIMITS.personas * 4),
  order: orderSchema,
  removedAt,
});
export type Persona = Readonly<z.infer<typeof personaSchema>>;

/** Values of a field that is absent or broken in the document. */
export const personaDefaults = {
  name: '',
  summary: '',
  line: 0,
  order: 'a0',
  removedAt: null,
} satisfies Omit<Persona, 'id'>;

/** Fields that one command may change. */
export const personaEditSchema = personaSchema.pick({ name: true, summary: true }).partial();

/** The letter of a line: 0 → A, 25 → Z, 26 → AA. */
export function lineLetter(line: number): string {
  const last = String.fromCharCode(65 + (line % 26));
  return line < 26 ? last : lineLetter(Math.floor(line / 26) - 1) + last;
}

/** What one calls a persona in a sentence: "Fatima, 34" is Fatima. */
export const callName = (name: string): string => name.split(',')[0]?.trim() ?? '';
