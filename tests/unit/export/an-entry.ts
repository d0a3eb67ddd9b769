import type { StoredEntry } from '@/lib/calendar/entry';
import type { PersonaId, SessionId, TouchpointId } from '@/lib/core/ids';
import type { ExportInput } from '@/lib/export/format';

/** A planned message with everything filled in. */
export const anEntry = (changes: Partial<StoredEntry> = {}): StoredEntry => ({
  id: 'touchpoint-1' as TouchpointId,
  personaId: 'persona-1' as PersonaId,
  personaName: 'Ruud, 71',
  personaLine: 0,
  phase: 'touch',
  title: 'Brief van de wethouder',
  message: 'Drie minuten per dag, en de kelder ruikt weer fris.',
  channel: 'residentsLetter',
  owner: 'Samira (schrijver)',
  status: 'approved',
  peak: false,
  plannedOn: '2027-01-12',
  startTime: null,
  sequence: 3,
  updatedAt: '2026-11-22T10:11:12.345Z',
  ...changes,
});

/** Entries with different ids that carry the given texts as title, message, owner and persona name. */
export const entriesWith = (texts: readonly string[]): readonly StoredEntry[] =>
  texts.map((text, index) =>
    anEntry({ id: `t-${index}` as TouchpointId, title: text, message: text, owner: text, personaName: text }),
  );

/** What a format is given. */
export const anInput = (changes: Partial<ExportInput> = {}): ExportInput => ({
  session: {
    id: 'session-1' as SessionId,
    title: 'Afval scheiden in de hoogbouw',
    campaignMessage: 'Etensresten apart.',
    phaseModel: 'ttsc',
  },
  entries: [anEntry()],
  locale: 'nl',
  host: 'reis.example',
  generatedAt: '2026-11-22T12:00:00.000Z',
  ...changes,
});

/** Texts that people really type and that programs trip over; none is an attack. */
export const AWKWARD = [
  '’s Avonds inloop',
  "'s Avonds inloop",
  'Koffie & thee; met “suiker”, of \\zonder\\',
  '👨‍👩‍👧‍👦 gezinnen 🧑🏽‍🦽 en 🇳🇱 vlaggen',
  'مرحبا بالجيران في البناية',
  '<b>vet</b><script>alert(1)</script>',
  'regel één\nregel twee\n\nregel vier',
  'tab\tin het midden',
  '  spaties eromheen  ',
  'é'.repeat(160),
  '🎉'.repeat(80),
  '"alles" "tussen" "aanhalingstekens"',
] as const;
