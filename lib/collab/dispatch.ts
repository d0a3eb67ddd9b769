import { err, ok, type Result } from '../core/result';
import type { Command, CommandContext, Refusal } from './commands/command';
import { type CommandName, commands, type InputOf, type OutputOf } from './commands/registry';
import { CommandOrigin, PreparationOrigin } from './origin';

/**
 * Carries out a named write: may this actor? → parse → plan → one transaction whose origin says what and who.
 * Never throws for bad input, and writes nothing when it refuses.
 */
export function dispatch<Name extends CommandName>(
  context: CommandContext,
  name: Name,
  input: InputOf<Name>,
): Result<OutputOf<Name>, Refusal> {
  const chosen = commands[name] as unknown as Command<Name, unknown, OutputOf<Name>>;
  const parsed = chosen.input.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues.some(({ code }) => code === 'too_big') ? 'tooLong' : 'invalid');
  if (!chosen.may(context.actor, parsed.data)) return err('notAllowed');
  const planned = chosen.plan(context, parsed.data);
  if (!planned.ok) return planned;
  const { prepare, apply, output } = planned.value;
  if (prepare) context.doc.transact(prepare, new PreparationOrigin(name, context.memberId));
  context.doc.transact(apply, new CommandOrigin(name, context.memberId));
  return ok(output);
}
