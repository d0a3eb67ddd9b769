/** Joining by invitation. */
export const join = {
  title: 'Meedoen',
  looking: 'We bekijken je uitnodiging…',
  invited: 'Je bent uitgenodigd voor',
  asRole: 'Je doet mee als',
  when: 'Wanneer',
  name: 'Hoe heet je?',
  nameHelp: 'Zo zien de anderen je. Een voornaam is genoeg.',
  fillName: 'Vul je naam in.',
  submit: 'Stap in',
  noAccount: 'Je hebt geen account of wachtwoord nodig. Op dit apparaat kom je later vanzelf weer binnen.',
  paste: {
    title: 'Meedoen met een link',
    intro: 'Plak hier de link uit je uitnodiging, of scan de QR-code met de camera van je telefoon.',
    label: 'Link uit de uitnodiging',
    submit: 'Verder',
    wrong: 'Hier zit geen uitnodiging in. Kopieer de hele link, ook het stuk na het teken #.',
  },
  problem: {
    invitationUnknown: {
      title: 'Deze uitnodiging kennen we niet',
      text: 'Is de hele link gekopieerd? Plak hem hieronder nog eens, of vraag de reisleider om een nieuwe.',
    },
    invitationExpired: {
      title: 'Deze uitnodiging is verlopen',
      text: 'Een link werkt maar een tijdje. Vraag de reisleider om een nieuwe.',
    },
    invitationRevoked: {
      title: 'Deze uitnodiging is ingetrokken',
      text: 'De reisleider heeft deze link gesloten. Vraag om een nieuwe.',
    },
    offline: {
      title: 'Geen verbinding',
      text: 'We kunnen de server niet bereiken. Controleer je internet en probeer het opnieuw.',
    },
    other: { title: 'Dit lukt nu niet', text: 'Probeer het over een paar minuten opnieuw.' },
  },
  otherLink: 'Een andere link gebruiken',
} as const;
