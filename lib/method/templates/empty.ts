import { contentOf, type Template } from './template';

/** A journey with nothing in it. */
export const empty: Template = {
  id: 'empty',
  name: { nl: 'Leeg', en: 'Empty' },
  description: {
    nl: 'Een lege reis. Je begint met de eerste persona.',
    en: 'An empty journey. You start with the first persona.',
  },
  suggestion: { title: { nl: '', en: '' }, campaignMessage: { nl: '', en: '' } },
  content: contentOf([]),
};
