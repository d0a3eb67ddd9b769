import type { PlainDate, PlainTime } from '../../core/dates';
import type { Locale, Localised } from '../../core/locale';
import type { ChannelKey } from '../channels';
import type { Emotion } from '../emotions';
import type { PhaseModelKey } from '../phase-models';
import type { Status } from '../statuses';
import type { TemplateId } from './template-ids';

/** Templates are written in Touch/Tell/Sell/Care; other phase models read the same keys (`phaseIn`). */
export type TemplatePhase = 'touch' | 'tell' | 'sell' | 'care';

/** What a touchpoint starts with. Text is `Localised` where it is written and `string` once a language is chosen. */
type TouchpointIn<Text> = {
  readonly phase: TemplatePhase;
  readonly title: Text;
  readonly channel: ChannelKey | null;
  readonly message: Text;
  readonly emotion: Emotion | null;
  readonly emotionWord: Text;
  readonly peak: boolean;
  readonly owner: Text;
  readonly plannedOn: PlainDate | null;
  readonly startTime: PlainTime | null;
  readonly status: Status;
};

type PersonaIn<Text, Station> = {
  readonly name: Text;
  readonly summary: Text;
  /** In travelling order. */
  readonly touchpoints: readonly Station[];
};

export type TemplateTouchpoint = TouchpointIn<string>;
export type TemplatePersona = PersonaIn<string, TemplateTouchpoint>;
export type TemplateContent = { readonly personas: readonly TemplatePersona[] };

/** A touchpoint as it is written in a template's data: both languages side by side, ordinary values left out. */
export type TouchpointData = Pick<TouchpointIn<Localised>, 'phase' | 'title' | 'channel'> &
  Partial<TouchpointIn<Localised>>;
/** A persona as it is written in a template's data. */
export type PersonaData = PersonaIn<Localised, TouchpointData>;

/** Something a new session can start from (S4.4). */
export type Template = {
  readonly id: TemplateId;
  readonly name: Localised;
  readonly description: Localised;
  /** What the form for a new session proposes; empty texts propose nothing. */
  readonly suggestion: { readonly title: Localised; readonly campaignMessage: Localised };
  /** The phase model it was made for; absent when any will do. */
  readonly phaseModel?: PhaseModelKey;
  /** The personas with their touchpoints, in one language. */
  readonly content: (locale: Locale) => TemplateContent;
};

const EMPTY: Localised = { nl: '', en: '' };

/** Chooses the language of a template's data and fills in what was left out. */
export const contentOf =
  (personas: readonly PersonaData[]) =>
  (locale: Locale): TemplateContent => ({
    personas: personas.map(({ name, summary, touchpoints }) => ({
      name: name[locale],
      summary: summary[locale],
      touchpoints: touchpoints.map((data) => ({
        phase: data.phase,
        title: data.title[locale],
        channel: data.channel,
        message: (data.message ?? EMPTY)[locale],
        emotion: data.emotion ?? null,
        emotionWord: (data.emotionWord ?? EMPTY)[locale],
        peak: data.peak ?? false,
        owner: (data.owner ?? EMPTY)[locale],
        plannedOn: data.plannedOn ?? null,
        startTime: data.startTime ?? null,
        status: data.status ?? 'idea',
      })),
    })),
  });
