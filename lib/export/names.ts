import type { StoredEntry } from '../calendar/entry';
import type { Locale } from '../core/locale';
import { lineLetter } from '../journey/persona';
import { channels } from '../method/channels';
import { phaseModels } from '../method/phase-models';
import { statusTexts } from '../method/statuses';

const phaseNames = new Map(
  Object.values(phaseModels).flatMap(({ phases }) => phases.map(({ key, name }) => [key, name] as const)),
);
const channelNames = new Map<string, (typeof channels)[number]['name']>(channels.map(({ key, name }) => [key, name]));

/** An entry's keys as words in one language. */
export type EntryNames = {
  readonly letter: string;
  readonly title: string;
  readonly phase: string;
  /** Empty when no channel was chosen. */
  readonly channel: string;
  readonly status: string;
};

const UNTITLED = { nl: '(zonder titel)', en: '(untitled)' } as const;

/** The words for an entry; a key that this version does not know stays as it is, so nothing is lost. */
export const namesOf = (entry: StoredEntry, locale: Locale): EntryNames => ({
  letter: lineLetter(entry.personaLine),
  title: entry.title.trim() === '' ? UNTITLED[locale] : entry.title,
  phase: phaseNames.get(entry.phase)?.[locale] ?? entry.phase,
  channel: entry.channel === null ? '' : (channelNames.get(entry.channel)?.[locale] ?? entry.channel),
  status: statusTexts[entry.status][locale],
});
