/** The start page. */
export const start = {
  title: 'Samen op reis met je doelgroep',
  intro:
    'Met een klein team loop je de reis van inwoners langs: wat horen ze, wanneer, en via welk kanaal? Iedereen werkt tegelijk aan één kaart. Aan het eind ligt de contentkalender klaar.',
  example: 'Bekijk het voorbeeld',
  exampleNote: 'Een complete sessie, meteen open. Zonder account blijft die een dag van jou.',
  firstAccount: 'Maak het eerste account',
  firstAccountTitle: 'Deze Reisgezel is net gestart',
  firstAccountNote: 'Er is nog niemand. Maak het eerste account aan en nodig daarna je team uit.',
  signIn: 'Inloggen',
  signUp: 'Account maken',
  back: { title: 'Verder waar je was' },
  haveLink: 'Een uitnodiging gekregen?',
  join: 'Doe mee met je link',
  how: {
    title: 'Zo gaat het',
    steps: {
      prepare: {
        title: 'Zet de sessie klaar',
        text: 'Kies een fasemodel en een sjabloon. Stuur iedereen een link of laat een QR-code zien.',
      },
      map: {
        title: 'Teken samen de reis',
        text: 'Elke persona is een lijn, elk contactmoment een station. Lege plekken vallen vanzelf op.',
      },
      plan: {
        title: 'Neem de kalender mee',
        text: 'Boodschappen krijgen een datum. Je downloadt ze voor Outlook, Excel of je eigen planning.',
      },
    },
  },
  map: {
    label:
      'Voorbeeld van een reis: drie persona’s als gekleurde lijnen door de fasen Touch, Tell, Sell en Care, met stations erop. Rechts staan dezelfde contactmomenten als vertrekstaat met datums.',
    calendar: 'Contentkalender',
    personas: { a: 'Ruud, 71', b: 'Fatima, 34', c: 'Studentenhuis 14' },
    stations: {
      letter: 'Brief van de wethouder',
      clip: 'Filmpje in de buurtapp',
      reel: 'Reel: ‘de vieze kelder’',
      evening: 'Inloop in het buurthuis',
      call: 'Afvalcoach belt aan',
      pickup: 'Bakje ophalen op school',
      qr: 'QR: bakje aan huis',
      card: 'Kaartje met het resultaat',
      pizza: 'Pizza voor de kelder',
    },
    gap: 'Nog leeg',
    dates: { a: 'di 12 jan', b: 'wo 13 jan', c: 'do 14 jan', d: 'di 9 feb', e: 'wo 10 feb', f: 'za 20 mrt' },
  },
  footer: 'Reisgezel draait op de server van je eigen organisatie. Er gaat niets naar anderen.',
} as const;
