import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

type Tree = { readonly [key: string]: string | Tree };

/** Every text of a message tree by its dotted key. */
export function leavesOf(tree: Tree, prefix = ''): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') leaves.set(prefix + key, value);
    else for (const [path, text] of leavesOf(value, `${prefix}${key}.`)) leaves.set(path, text);
  }
  return leaves;
}

const KIND = new Map([
  [TYPE.number, 'number'],
  [TYPE.date, 'date'],
  [TYPE.time, 'time'],
  [TYPE.select, 'select'],
  [TYPE.plural, 'plural'],
]);

function collect(elements: readonly MessageFormatElement[], into: Set<string>): void {
  for (const element of elements) {
    if (element.type === TYPE.argument) into.add(element.value);
    else if (element.type === TYPE.tag) {
      into.add(`<${element.value}>`);
      collect(element.children, into);
    } else if (element.type !== TYPE.literal && element.type !== TYPE.pound) {
      into.add(`${element.value}:${KIND.get(element.type)}`);
    }
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const option of Object.values(element.options)) collect(option.value, into);
    }
  }
}

/**
 * What a message needs filled in, sorted: `name`, `count:plural`, `<b>`. Throws when the message is no valid ICU.
 */
export function placeholdersOf(message: string): readonly string[] {
  const found = new Set<string>();
  collect(parse(message), found);
  return [...found].sort();
}
