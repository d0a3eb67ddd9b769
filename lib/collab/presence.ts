import { z } from 'zod';
import { idSchema, type MemberId, type TouchpointId } from '../core/ids';
import { roleSchema } from '../method/roles';

const fraction = z.number().min(0).max(1);

/** What a client may say about itself: where it points, what it has open, where it types. Nothing about who it is. */
export const presenceSchema = z.strictObject({
  /** Pointer within a cell of the board, as fractions of its width and height. */
  pointer: z
    .strictObject({ cell: z.string().max(140), x: fraction, y: fraction })
    .nullable()
    .optional(),
  /** The touchpoint that is selected or open. */
  selected: idSchema<TouchpointId>().nullable().optional(),
  /** The field that is being typed in; cleared a few seconds after the last keystroke. */
  typing: z
    .strictObject({ touchpointId: idSchema<TouchpointId>(), field: z.string().max(30) })
    .nullable()
    .optional(),
  /** Caret in a shared text, as Yjs relative positions (JSON). */
  caret: z
    .strictObject({ touchpointId: idSchema<TouchpointId>(), anchor: z.string().max(300), head: z.string().max(300) })
    .nullable()
    .optional(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Who somebody is to the others: set by the server, never by a client. */
export const identitySchema = z.object({
  memberId: idSchema<MemberId>(),
  name: z.string(),
  role: roleSchema,
  /** Index into the presence colours. */
  colour: z.number().int().min(0),
});
export type Identity = z.infer<typeof identitySchema>;

/** An awareness state as it reaches other clients. */
export const presentSchema = presenceSchema.extend({ member: identitySchema });
export type Present = z.infer<typeof presentSchema>;
