import type { TouchpointId } from '@/lib/core/ids';
import type { Journey } from '@/lib/journey/journey';
import type { SeededRandom } from './random';
import type { SyncClient } from './sync-client';

/** Somebody who writes words that can be found again, each one only once in the whole test. */
export type Typist = {
  readonly client: SyncClient;
  /** Starts typing; goes on until `stop`. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly written: () => readonly string[];
  /** The words that the save mark says are on disk. */
  readonly acknowledged: () => readonly string[];
};

/** Words never hold each other: each ends with a dot. */
const wordOf = (name: string, count: number): string => `${name}${count.toString(36)}.`;

/**
 * A typist on one touchpoint: mostly appends to its message, sometimes adds a touchpoint or plans a date.
 * @param pauseMs between two words, and up to twice that. Slower where several type for long: a message can be full
 */
export function aTypist(client: SyncClient, id: TouchpointId, name: string, random: SeededRandom, pauseMs = 4): Typist {
  const words: { readonly word: string; readonly edits: number }[] = [];
  let edits = 0;
  let timer: NodeJS.Timeout | undefined;
  client.doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== client.connection.provider) edits += 1;
  });
  const addTouchpoint = (word: string) => {
    const position = client.journey().touchpoints.get(id)?.position;
    if (!position) return;
    const { personaId, phase } = position;
    const added = client.do('addTouchpoint', { personaId, phase, title: word });
    if (!added.ok) throw new Error(added.error);
    words.push({ word, edits });
    const plannedOn = `2027-0${1 + random.below(9)}-1${random.below(9)}`;
    client.do('editTouchpoint', { id: added.value.id, changes: { plannedOn } });
  };
  const type = () => {
    const word = wordOf(name, words.length);
    if (random.below(20) === 0) return addTouchpoint(word);
    const index = client.journey().touchpoints.get(id)?.message.length ?? 0;
    const typed = client.do('spliceMessage', { id, index, remove: 0, insert: word });
    if (typed.ok) words.push({ word, edits });
  };
  return {
    client,
    start: () => {
      timer = setInterval(type, pauseMs + random.below(pauseMs));
    },
    stop: () => clearInterval(timer),
    written: () => words.map(({ word }) => word),
    acknowledged: () => {
      const state = client.save();
      const durable = edits - ('count' in state ? state.count : 0);
      return words.filter((word) => word.edits <= durable).map(({ word }) => word);
    },
  };
}

/** Every word of a journey, as often as it is there, in the order of its touchpoints. */
export const allWordsIn = ({ touchpoints }: Journey): readonly string[] =>
  [...touchpoints.values()].flatMap(({ message, title }) => `${message} ${title}`.match(/[a-z0-9]+\./g) ?? []);

/** Every word that a journey holds. */
export const wordsIn = (journey: Journey): ReadonlySet<string> => new Set(allWordsIn(journey));

/** Words that were promised to be safe: acknowledged to their writer, or shown to anybody else. */
export function promised(typists: readonly Typist[]): readonly string[] {
  const clients = new Set(typists.map(({ client }) => client));
  const safe = new Set<string>(typists.flatMap((typist) => typist.acknowledged()));
  for (const client of clients) {
    const shown = wordsIn(client.journey());
    for (const typist of typists) {
      if (typist.client === client) continue;
      for (const word of typist.written()) if (shown.has(word)) safe.add(word);
    }
  }
  return [...safe];
}
