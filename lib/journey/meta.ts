import { z } from 'zod';
import { phaseModelSchema } from '../method/phase-models';

/** The version of the document's shape. Raise it together with a migration in `lib/collab/migrations/registry.ts`. */
export const SCHEMA_VERSION = 1;

/** What the document says about itself. Title and campaign message live in the database, not here. */
export const metaSchema = z.object({
  schemaVersion: z.number().int().min(1),
  phaseModel: phaseModelSchema,
});
export type Meta = Readonly<z.infer<typeof metaSchema>>;

export const metaDefaults = { schemaVersion: SCHEMA_VERSION, phaseModel: 'ttsc' } satisfies Meta;
