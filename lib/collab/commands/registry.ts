import type { z } from 'zod';
import { addPersona, editPersona, movePersona, removePersona, restorePersona } from './personas';
import {
  addTouchpoint,
  editTouchpoint,
  moveTouchpoint,
  removeTouchpoint,
  restoreTouchpoint,
  spliceMessage,
} from './touchpoints';

/** Every write there is. */
export const commands = {
  addPersona,
  editPersona,
  movePersona,
  removePersona,
  restorePersona,
  addTouchpoint,
  editTouchpoint,
  moveTouchpoint,
  removeTouchpoint,
  restoreTouchpoint,
  spliceMessage,
} as const;

type Commands = typeof commands;
export type CommandName = keyof Commands;
/** What a caller passes; fields with a default may be left out. */
export type InputOf<Name extends CommandName> = z.input<Commands[Name]['input']>;
export type OutputOf<Name extends CommandName> =
  ReturnType<Commands[Name]['plan']> extends infer R
    ? R extends { ok: true; value: { output: infer O } }
      ? O
      : never
    : never;
