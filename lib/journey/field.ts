import { z } from 'zod';

/** Control characters that no field may hold; newline and tab are for messages only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to refuse
const CONTROL = /[\u0000-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, but newlines and tabs may stay
const CONTROL_BUT_LAYOUT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A single line of text. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !CONTROL.test(value), 'control');

/** A text of several lines. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !CONTROL_BUT_LAYOUT.test(value), 'control');

/** The text without the control characters that a paste from a word processor may bring. */
export const withoutControls = (text: string): string => text.replace(new RegExp(CONTROL_BUT_LAYOUT, 'g'), '');

/** When a record was put in the bin (ISO instant), or `null` while it is in use. */
export const removedAt = z.iso.datetime().nullable();
