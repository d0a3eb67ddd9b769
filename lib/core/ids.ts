import { customAlphabet } from 'nanoid';
import { z } from 'zod';

/** A string that names one kind of thing; mixing two kinds is a type error. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

export type SessionId = Id<'session'>;
export type MemberId = Id<'member'>;
export type InvitationId = Id<'invitation'>;
export type UserId = Id<'user'>;
export type PersonaId = Id<'persona'>;
export type TouchpointId = Id<'touchpoint'>;

/** 22 letters and digits = 131 random bits, above the 128 that a room id needs (checks S17). */
export const ID_LENGTH = 22;

/** No `-`: an id that began with it would look like a formula to a spreadsheet, and come out of a CSV file changed. */
const LETTERS_AND_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const random = customAlphabet(LETTERS_AND_DIGITS, ID_LENGTH);

/** A fresh random id from the platform's secure source. */
export const newId = <T extends Id<string>>(): T => random() as T;

/**
 * Accepts ids we could have made. Deliberately refuses `__proto__`, `constructor` and the like,
 * because ids become keys of maps (checks S14).
 */
export const idSchema = <T extends Id<string>>() =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .refine((value) => !(value in Object.prototype), 'reserved')
    .transform((value) => value as T);
