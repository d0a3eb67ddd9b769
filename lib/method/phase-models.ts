import { z } from 'zod';
import type { Localised } from '../core/locale';

/** The ways to divide a journey into phases (S1.2, S1.3, S3.1). */
export const PHASE_MODELS = ['ttsc', 'michels', 'rean', 'flow'] as const;
export type PhaseModelKey = (typeof PHASE_MODELS)[number];
export const phaseModelSchema = z.enum(PHASE_MODELS);

/**
 * A column of the journey. `question` is asked from the resident's point of view (S0.7);
 * `emptyQuestion` asks the same about one persona and holds `{name}`.
 */
export type Phase = {
  readonly key: string;
  readonly name: Localised;
  readonly goal: Localised;
  readonly question: Localised;
  readonly emptyQuestion: Localised;
};

export type PhaseModel = { readonly key: PhaseModelKey; readonly name: Localised; readonly phases: readonly Phase[] };

const ttsc: PhaseModel = {
  key: 'ttsc',
  name: { nl: 'Touch – Tell – Sell – Care', en: 'Touch – Tell – Sell – Care' },
  phases: [
    {
      key: 'touch',
      name: { nl: 'Touch', en: 'Touch' },
      goal: { nl: 'Raken: aandacht krijgen', en: 'Reach: catch attention' },
      question: {
        nl: 'Hoe zou ik als inwoner voor het eerst aangesproken willen worden?',
        en: 'How would I, as a resident, want to be approached for the first time?',
      },
      emptyQuestion: {
        nl: 'Hoe zou {name} voor het eerst aangesproken willen worden?',
        en: 'How would {name} want to be approached for the first time?',
      },
    },
    {
      key: 'tell',
      name: { nl: 'Tell', en: 'Tell' },
      goal: { nl: 'Vertellen: laten begrijpen', en: 'Inform: make it clear' },
      question: {
        nl: 'Wat moet ik weten om te zien of dit voor mij is?',
        en: 'What do I need to know to see whether this is for me?',
      },
      emptyQuestion: {
        nl: 'Wat moet {name} weten om te zien of dit iets is?',
        en: 'What does {name} need to know to see whether this is for them?',
      },
    },
    {
      key: 'sell',
      name: { nl: 'Sell', en: 'Sell' },
      goal: { nl: 'In actie komen: de stap zetten', en: 'Act: take the step' },
      question: { nl: 'Wat helpt mij over de drempel?', en: 'What gets me over the threshold?' },
      emptyQuestion: { nl: 'Wat helpt {name} over de drempel?', en: 'What gets {name} over the threshold?' },
    },
    {
      key: 'care',
      name: { nl: 'Care', en: 'Care' },
      goal: { nl: 'Zorgen: helpen en terugkoppelen', en: 'Follow up: help and report back' },
      question: { nl: 'Hoe word ik geholpen nadat ik meedoe?', en: 'How am I helped once I take part?' },
      emptyQuestion: { nl: 'Hoe merkt {name} dat het helpt?', en: 'How does {name} notice that it helps?' },
    },
  ],
};

const michels: PhaseModel = {
  key: 'michels',
  name: { nl: 'Verwachtingen – Ervaringen – Engagement', en: 'Expectations – Experiences – Engagement' },
  phases: [
    {
      key: 'expectations',
      name: { nl: 'Verwachtingen', en: 'Expectations' },
      goal: { nl: 'Wat iemand vooraf denkt', en: 'What someone thinks beforehand' },
      question: {
        nl: 'Wat verwacht ik, en waar komt dat vandaan?',
        en: 'What do I expect, and where does that come from?',
      },
      emptyQuestion: { nl: 'Wat verwacht {name} vooraf?', en: 'What does {name} expect beforehand?' },
    },
    {
      key: 'experiences',
      name: { nl: 'Ervaringen', en: 'Experiences' },
      goal: { nl: 'Wat er gebeurt op de contactmomenten', en: 'What happens at the touchpoints' },
      question: {
        nl: 'Wat maak ik mee, en wie heeft er aandacht voor mij?',
        en: 'What do I go through, and who pays attention to me?',
      },
      emptyQuestion: { nl: 'Wat maakt {name} mee?', en: 'What does {name} go through?' },
    },
    {
      key: 'engagement',
      name: { nl: 'Engagement', en: 'Engagement' },
      goal: { nl: 'Betrokken blijven en doorvertellen', en: 'Staying involved and telling others' },
      question: { nl: 'Waarom zou ik terugkomen of het doorvertellen?', en: 'Why would I come back or tell others?' },
      emptyQuestion: { nl: 'Waarom zou {name} het doorvertellen?', en: 'Why would {name} tell others?' },
    },
  ],
};

const rean: PhaseModel = {
  key: 'rean',
  name: { nl: 'Reach – Engage – Activate – Nurture', en: 'Reach – Engage – Activate – Nurture' },
  phases: [
    {
      key: 'reach',
      name: { nl: 'Reach', en: 'Reach' },
      goal: { nl: 'Bereiken en aantrekken', en: 'Reach and attract' },
      question: { nl: 'Waar kom ik dit tegen zonder te zoeken?', en: 'Where do I come across this without searching?' },
      emptyQuestion: { nl: 'Waar komt {name} dit tegen?', en: 'Where does {name} come across this?' },
    },
    {
      key: 'engage',
      name: { nl: 'Engage', en: 'Engage' },
      goal: { nl: 'Boeien en verdiepen', en: 'Interest and deepen' },
      question: { nl: 'Waarom zou ik blijven kijken of meepraten?', en: 'Why would I keep looking or join in?' },
      emptyQuestion: { nl: 'Wat houdt {name} erbij?', en: 'What keeps {name} interested?' },
    },
    {
      key: 'activate',
      name: { nl: 'Activate', en: 'Activate' },
      goal: { nl: 'Tot de stap brengen', en: 'Bring to the step' },
      question: { nl: 'Wat maakt dat ik het nu doe?', en: 'What makes me do it now?' },
      emptyQuestion: { nl: 'Wat maakt dat {name} het nu doet?', en: 'What makes {name} do it now?' },
    },
    {
      key: 'nurture',
      name: { nl: 'Nurture', en: 'Nurture' },
      goal: { nl: 'De band onderhouden', en: 'Keep up the relation' },
      question: {
        nl: 'Hoe blijf ik gezien, ook als ik niets vraag?',
        en: 'How do I stay noticed, even when I ask nothing?',
      },
      emptyQuestion: { nl: 'Hoe blijft {name} betrokken?', en: 'How does {name} stay involved?' },
    },
  ],
};

const flow: PhaseModel = {
  key: 'flow',
  name: { nl: 'Instroom – Levering – Verkoop – Uitstroom', en: 'Inflow – Delivery – Sale – Outflow' },
  phases: [
    {
      key: 'inflow',
      name: { nl: 'Instroom', en: 'Inflow' },
      goal: { nl: 'Binnenkomen', en: 'Coming in' },
      question: { nl: 'Waar en hoe kom ik binnen?', en: 'Where and how do I come in?' },
      emptyQuestion: { nl: 'Waar komt {name} binnen?', en: 'Where does {name} come in?' },
    },
    {
      key: 'delivery',
      name: { nl: 'Levering', en: 'Delivery' },
      goal: { nl: 'Vinden en krijgen wat nodig is', en: 'Finding and getting what is needed' },
      question: { nl: 'Vind ik snel wat ik nodig heb?', en: 'Do I quickly find what I need?' },
      emptyQuestion: { nl: 'Hoe vindt {name} wat nodig is?', en: 'How does {name} find what is needed?' },
    },
    {
      key: 'sale',
      name: { nl: 'Verkoop', en: 'Sale' },
      goal: { nl: 'De handeling afronden', en: 'Completing the act' },
      question: { nl: 'Wat moet ik doen om het rond te maken?', en: 'What must I do to complete it?' },
      emptyQuestion: { nl: 'Hoe maakt {name} het rond?', en: 'How does {name} complete it?' },
    },
    {
      key: 'outflow',
      name: { nl: 'Uitstroom', en: 'Outflow' },
      goal: { nl: 'Weggaan en iets achterlaten', en: 'Leaving, and leaving something behind' },
      question: { nl: 'Hoe ga ik weg, en wat laat ik achter?', en: 'How do I leave, and what do I leave behind?' },
      emptyQuestion: { nl: 'Met welk gevoel gaat {name} weg?', en: 'With what feeling does {name} leave?' },
    },
  ],
};

/** Every phase model; the board reads whichever the session chose. */
export const phaseModels: Record<PhaseModelKey, PhaseModel> = { ttsc, michels, rean, flow };

/** All phase keys of all models: what a stored position may name. */
export const PHASE_KEYS: readonly string[] = Object.values(phaseModels).flatMap(({ phases }) =>
  phases.map(({ key }) => key),
);
