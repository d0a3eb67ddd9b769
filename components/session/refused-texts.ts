import type { CommandName } from '@/lib/collab/commands/registry';
import { TEXTS, type UnsavedText } from '@/lib/collab/unsaved';
import type { Journey } from '@/lib/journey/journey';

type Input = {
  readonly id?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly index?: number;
  readonly remove?: number;
  readonly insert?: string;
} & Readonly<Record<string, unknown>>;

/** A message as it would have become. */
function spliced(input: Input, journey: Journey): readonly UnsavedText[] {
  const touchpoint = [...journey.touchpoints.values()].find(({ id }) => id === input.id);
  if (!touchpoint || !input.insert) return [];
  const { message, title } = touchpoint;
  const [index, remove] = [input.index ?? 0, input.remove ?? 0];
  const text = message.slice(0, index) + input.insert + message.slice(index + remove);
  return [{ root: 'touchpoints', id: touchpoint.id, field: 'message', of: title, text }];
}

/**
 * What somebody wrote in a command that was not carried out. Rights may change while a field is half typed; its text
 * must not go with the right to write it.
 */
export function textsIn(name: CommandName, given: unknown, journey: Journey): readonly UnsavedText[] {
  const input = given as Input;
  if (name === 'spliceMessage') return spliced(input, journey);
  const root = name.endsWith('Persona') ? 'personas' : 'touchpoints';
  const values = input.changes ?? input;
  const record =
    root === 'personas'
      ? journey.personas.find(({ id }) => id === input.id)?.name
      : [...journey.touchpoints.values()].find(({ id }) => id === input.id)?.title;
  return TEXTS[root].flatMap((field) => {
    const text = values[field];
    const isText = typeof text === 'string' && text.trim() !== '';
    return isText ? [{ root, id: input.id ?? '', field, of: record ?? '', text }] : [];
  });
}
