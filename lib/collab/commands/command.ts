import type * as Y from 'yjs';
import type { z } from 'zod';
import type { MemberId } from '../../core/ids';
import type { Result } from '../../core/result';
import type { Journey } from '../../journey/journey';
import type { Actor } from '../../method/permissions';

/** Why a command was not carried out. The screen has a sentence for each. */
export type Refusal = 'notAllowed' | 'invalid' | 'gone' | 'full' | 'tooLong';

/** Who acts, and the clock; both are given so that a command is the same function in tests. */
export type CommandContext = {
  readonly doc: Y.Doc;
  readonly journey: Journey;
  readonly actor: Actor;
  readonly memberId: MemberId;
  readonly now: () => Date;
};

/** What a command does to the document: `prepare` is not a step for undo, `apply` is. Neither may throw. */
export type Plan<Output> = { readonly prepare?: () => void; readonly apply: () => void; readonly output: Output };

/**
 * A named write. `plan` decides everything before anything is written, because a throw inside a Yjs transaction
 * does not roll back.
 */
export type Command<Name extends string, Input, Output> = {
  readonly name: Name;
  readonly input: z.ZodType<Input>;
  readonly may: (actor: Actor, input: Input) => boolean;
  readonly plan: (context: CommandContext, input: Input) => Result<Plan<Output>, Refusal>;
};

/** Keeps the types of a command's parts together. */
export const command = <Name extends string, Input, Output>(
  parts: Command<Name, Input, Output>,
): Command<Name, Input, Output> => parts;
