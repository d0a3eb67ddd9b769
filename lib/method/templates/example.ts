import { fatima } from './example/fatima';
import { ruud } from './example/ruud';
import { studentHouse } from './example/student-house';
import { contentOf, type Template } from './template';

/**
 * A whole session about separating waste in high-rise flats, to look around in and to test with.
 * It has gaps on purpose, so that there is something to find: nothing tells Fatima what it is about, one text message
 * is not written, the end of her journey has no date, and the student house hears nothing for a month.
 */
export const example: Template = {
  id: 'example',
  name: { nl: 'Voorbeeld: afval scheiden in de hoogbouw', en: 'Example: separating waste in high-rise flats' },
  description: {
    nl: 'Een complete reis met drie persona’s, dertig contactmomenten, twee piekmomenten en een paar gaten om te vinden.',
    en: 'A complete journey with three personas, thirty touchpoints, two peak moments and a few gaps to find.',
  },
  suggestion: {
    title: { nl: 'Afval scheiden in de hoogbouw', en: 'Separating waste in high-rise flats' },
    campaignMessage: {
      nl: 'Etensresten in een eigen bakje: drie minuten per dag, en de kelder ruikt weer fris.',
      en: 'Food scraps in a caddy of their own: three minutes a day, and the cellar smells fresh again.',
    },
  },
  phaseModel: 'ttsc',
  content: contentOf([ruud, fatima, studentHouse]),
};
