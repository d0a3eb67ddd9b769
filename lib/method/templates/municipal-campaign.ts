import { contentOf, type PersonaData, type Template } from './template';

const familiar: PersonaData = {
  name: { nl: 'De trouwe buurtbewoner', en: 'The loyal neighbour' },
  summary: {
    nl: 'Woont er lang, leest de brief van de gemeente, komt graag langs',
    en: 'Has lived here for years, reads letters from the municipality, likes to drop in',
  },
  touchpoints: [
    {
      phase: 'touch',
      title: { nl: 'Bewonersbrief', en: 'Residents letter' },
      channel: 'residentsLetter',
      message: {
        nl: 'In uw buurt gaat iets veranderen: [wat]. In deze brief leest u wat u ervan merkt en wat u kunt doen.',
        en: 'Something is about to change in your neighbourhood: [what]. This letter tells you what you will notice and what you can do.',
      },
    },
    {
      phase: 'tell',
      title: { nl: 'Inloopavond', en: 'Drop-in evening' },
      channel: 'dropInEvening',
      message: {
        nl: 'Kom langs op [dag], tussen [tijd] en [tijd]. U kunt binnenlopen wanneer u wilt; er is altijd iemand die uw vraag kent.',
        en: 'Come by on [day], between [time] and [time]. Walk in whenever you like; there is always someone who knows about your question.',
      },
    },
    {
      phase: 'sell',
      title: { nl: 'Meedoen aan de balie', en: 'Taking part at the counter' },
      channel: 'counter',
      message: {
        nl: 'Wilt u meedoen? Dat regelt u in vijf minuten aan de balie. Neem alleen [document] mee.',
        en: 'Would you like to take part? You can arrange it in five minutes at the counter. Just bring [document].',
      },
    },
    {
      phase: 'care',
      title: { nl: 'Bedankje met het resultaat', en: 'Thank-you with the result' },
      channel: 'thankYou',
      message: {
        nl: 'Dank u wel. Door u en uw buren is [resultaat] gelukt.',
        en: 'Thank you. You and your neighbours made [result] happen.',
      },
    },
  ],
};

const busy: PersonaData = {
  name: { nl: 'De drukke ouder', en: 'The busy parent' },
  summary: {
    nl: 'Weinig tijd, regelt alles op de telefoon, wil snel weten wat het kost',
    en: 'Little time, arranges everything by phone, wants to know quickly what it takes',
  },
  touchpoints: [
    {
      phase: 'touch',
      title: { nl: 'Bericht op eigen social-kanaal', en: 'Post on our own social channel' },
      channel: 'ownSocial',
      message: {
        nl: 'Vanaf [datum] kan het: [wat]. Het kost je [minuten] en je merkt meteen verschil.',
        en: 'From [date] you can: [what]. It takes you [minutes] and you notice the difference at once.',
      },
    },
    {
      phase: 'tell',
      title: { nl: 'Onderwerppagina', en: 'Topic page' },
      channel: 'website',
      message: {
        nl: 'Voor wie is dit, wat kost het, en hoe lang duurt het? De drie antwoorden staan bovenaan.',
        en: 'Who is this for, what does it cost, and how long does it take? The three answers come first.',
      },
    },
    {
      phase: 'sell',
      title: { nl: 'Aanmelden op je telefoon', en: 'Sign up on your phone' },
      channel: 'landingPage',
      message: {
        nl: 'Vul je adres in en kies een dag. Meer vragen we niet.',
        en: 'Fill in your address and pick a day. We ask nothing more.',
      },
    },
    {
      phase: 'care',
      title: { nl: 'Bevestiging', en: 'Confirmation' },
      channel: 'confirmation',
      message: {
        nl: 'Het is geregeld. Op [dag] gebeurt [wat]. Komt het toch niet uit? Antwoord op dit bericht.',
        en: 'It is arranged. On [day] [what] will happen. Does it not suit you after all? Reply to this message.',
      },
    },
  ],
};

const newcomer: PersonaData = {
  name: { nl: 'De nieuwkomer', en: 'The newcomer' },
  summary: {
    nl: 'Woont er kort, kent de weg nog niet, leert Nederlands',
    en: 'Moved in recently, does not know the way yet, is learning Dutch',
  },
  touchpoints: [
    {
      phase: 'touch',
      title: { nl: 'Iemand uit de eigen kring vertelt', en: 'Someone they know tells them' },
      channel: 'keyFigure',
      message: {
        nl: 'Heb je al gehoord van [wat]? Ik ga ook. Loop je mee?',
        en: 'Have you heard about [what]? I am going too. Shall we walk together?',
      },
    },
    {
      phase: 'tell',
      title: { nl: 'Folder met beeld en weinig tekst', en: 'Leaflet with pictures and few words' },
      channel: 'leaflet',
      message: {
        nl: 'Drie plaatjes: wat het is, waar je heen gaat, wie je helpt.',
        en: 'Three pictures: what it is, where you go, who helps you.',
      },
    },
  ],
};

/** Three archetypes with a handful of stations each, without dates: a start to adapt. The newcomer's line ends early, on purpose. */
export const municipalCampaign: Template = {
  id: 'municipal-campaign',
  name: { nl: 'Gemeentelijke campagne', en: 'Municipal campaign' },
  description: {
    nl: 'Drie persona’s met een paar gewone contactmomenten: brief, pagina, inloopavond, bevestiging, bedankje. Pas ze aan.',
    en: 'Three personas with a few ordinary touchpoints: letter, page, drop-in evening, confirmation, thank-you. Adapt them.',
  },
  suggestion: {
    title: { nl: 'Campagne: [onderwerp]', en: 'Campaign: [subject]' },
    campaignMessage: {
      nl: '[Wat je doet] helpt [wie], want [waarom].',
      en: '[What you do] helps [whom], because [why].',
    },
  },
  content: contentOf([familiar, busy, newcomer]),
};
