import type { PersonaData } from '../template';

/**
 * Fatima has no time: short sentences, on her way. Gaps on purpose: Tell is empty, the text message of 16 February is
 * not written yet, and the end of her journey has no date.
 */
export const fatima: PersonaData = {
  name: { nl: 'Fatima, 34', en: 'Fatima, 34' },
  summary: {
    nl: 'Huurflat, twee kinderen, leest B1, altijd haast',
    en: 'Rents her flat, two children, reads plain language, always in a hurry',
  },
  touchpoints: [
    {
      phase: 'touch',
      title: { nl: 'Sticker op de volle container', en: 'Sticker on the full container' },
      channel: 'poster',
      message: {
        nl: 'Alweer vol? In februari krijg je een bakje voor etensresten. Dan blijft hier plek over.',
        en: 'Full again? In February you get a caddy for food scraps. That leaves room in here.',
      },
      emotion: -1,
      emotionWord: { nl: 'ergernis', en: 'annoyed' },
      owner: { nl: 'Joost (afvalcoach)', en: 'Joost (waste coach)' },
      plannedOn: '2027-01-11',
      status: 'published',
    },
    {
      phase: 'touch',
      title: { nl: 'Filmpje in de buurtapp', en: 'Clip in the neighbourhood app' },
      channel: 'neighbourhoodApp',
      message: {
        nl: 'Hoi buren! Naïma van de vierde laat zien hoe zij het doet, met de kleine op haar arm. Eén minuut kijken, drie minuten per dag doen.',
        en: 'Hi neighbours! Naïma from the fourth floor shows how she does it, with her little one on her arm. One minute to watch, three minutes a day to do.',
      },
      emotion: 0,
      emotionWord: { nl: 'nieuwsgierig', en: 'curious' },
      owner: { nl: 'Samira (schrijver)', en: 'Samira (writer)' },
      plannedOn: '2027-01-13',
      startTime: '19:30',
      status: 'inProgress',
    },
    {
      phase: 'touch',
      title: { nl: 'Kleurplaat van de juf', en: 'Colouring page from the teacher' },
      channel: 'keyFigure',
      message: {
        nl: 'Wat lust het groene bakje? Je kind heeft het vandaag op school ingekleurd. Hang de plaat op de koelkast: dan weet iedereen het.',
        en: 'What does the green caddy like to eat? Your child coloured it in at school today. Hang the page on the fridge: then everybody knows.',
      },
      emotion: 1,
      emotionWord: { nl: 'vertederd', en: 'charmed' },
      owner: { nl: 'Jens (verbeelder)', en: 'Jens (visualiser)' },
      plannedOn: '2027-01-21',
      status: 'review',
    },
    {
      phase: 'sell',
      title: { nl: 'Bakje ophalen op school', en: 'Pick up the caddy at school' },
      channel: 'counter',
      message: {
        nl: 'We staan bij het hek als de school uitgaat. Noem je huisnummer en je krijgt je bakje mee. Je bent in één minuut klaar.',
        en: 'We are at the gate when school is out. Tell us your house number and take your caddy home. You are done in one minute.',
      },
      emotion: 2,
      emotionWord: { nl: 'geholpen', en: 'helped' },
      owner: { nl: 'Joost (afvalcoach)', en: 'Joost (waste coach)' },
      plannedOn: '2027-02-10',
      startTime: '14:45',
      status: 'approved',
    },
    {
      phase: 'sell',
      title: { nl: 'Sms: morgen ophalen', en: 'Text message: collection tomorrow' },
      channel: 'chat',
      owner: { nl: 'Tineke (klantcontact)', en: 'Tineke (contact centre)' },
      plannedOn: '2027-02-16',
      startTime: '18:00',
      status: 'planned',
    },
    {
      phase: 'sell',
      title: { nl: 'Gemist? We komen langs', en: 'Missed it? We come by' },
      channel: 'homeVisit',
      message: {
        nl: 'Niet gelukt op school? Donderdagavond brengen we je bakje aan de deur. Ben je niet thuis, dan staat het bij de buren.',
        en: 'Could not make it at school? On Thursday evening we bring your caddy to the door. If you are not in, your neighbours have it.',
      },
      emotion: 1,
      emotionWord: { nl: 'opgelucht', en: 'relieved' },
      owner: { nl: 'Joost (afvalcoach)', en: 'Joost (waste coach)' },
      plannedOn: '2027-02-18',
      startTime: '18:30',
      status: 'planned',
    },
    {
      phase: 'care',
      title: { nl: 'Eerste week gelukt', en: 'First week done' },
      channel: 'neighbourhoodApp',
      message: {
        nl: 'De eerste week zit erop! In jullie portiek doen al 19 van de 24 gezinnen mee. Lekker bezig.',
        en: 'The first week is done! In your stairway 19 of the 24 families already take part. Nice work.',
      },
      emotion: 1,
      emotionWord: { nl: 'blij', en: 'glad' },
      owner: { nl: 'Samira (schrijver)', en: 'Samira (writer)' },
      plannedOn: '2027-02-25',
      startTime: '17:00',
      status: 'idea',
    },
    {
      phase: 'care',
      title: { nl: 'Ruikt je bakje?', en: 'Does your caddy smell?' },
      channel: 'faq',
      message: {
        nl: 'Leg een stuk krant op de bodem en leeg je bakje om de dag. Helpt dat niet? Dan krijg je gratis een nieuw deksel.',
        en: 'Put a piece of newspaper in the bottom and empty your caddy every other day. Does that not help? Then you get a new lid for free.',
      },
      emotion: -1,
      emotionWord: { nl: 'vies', en: 'disgusted' },
      owner: { nl: 'Tineke (klantcontact)', en: 'Tineke (contact centre)' },
      plannedOn: '2027-03-04',
      status: 'inProgress',
    },
    {
      phase: 'care',
      title: { nl: 'Kaartje met het resultaat', en: 'Card with the result' },
      channel: 'thankYou',
      message: {
        nl: 'Gelukt! Jullie flat scheidt nu 62% van de etensresten. Achterop zit een sticker voor de kinderen: die hebben hem verdiend.',
        en: 'You did it! Your building now separates 62% of its food scraps. On the back is a sticker for the children: they earned it.',
      },
      emotion: 2,
      emotionWord: { nl: 'trots', en: 'proud' },
      owner: { nl: 'Samira (schrijver)', en: 'Samira (writer)' },
      status: 'idea',
    },
  ],
};
