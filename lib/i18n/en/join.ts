import type { Messages } from '../messages';
import type { join as source } from '../nl/join';

export const join: Messages<typeof source> = {
  title: 'Join',
  looking: 'Looking at your invitation…',
  invited: 'You are invited to',
  asRole: 'You join as',
  when: 'When',
  name: 'What is your name?',
  nameHelp: 'This is how the others see you. A first name will do.',
  fillName: 'Fill in your name.',
  submit: 'Get on board',
  noAccount: 'You need no account or password. On this device you get back in by yourself later.',
  paste: {
    title: 'Join with a link',
    intro: 'Paste the link from your invitation here, or scan the QR code with the camera of your phone.',
    label: 'Link from the invitation',
    submit: 'Continue',
    wrong: 'There is no invitation in this. Copy the whole link, including the part after the # sign.',
  },
  problem: {
    invitationUnknown: {
      title: 'We do not know this invitation',
      text: 'Did you copy the whole link? Paste it again below, or ask the journey lead for a new one.',
    },
    invitationExpired: {
      title: 'This invitation has expired',
      text: 'A link works for a limited time. Ask the journey lead for a new one.',
    },
    invitationRevoked: {
      title: 'This invitation was withdrawn',
      text: 'The journey lead closed this link. Ask for a new one.',
    },
    offline: { title: 'No connection', text: 'We cannot reach the server. Check your internet and try again.' },
    other: { title: 'This does not work right now', text: 'Try again in a few minutes.' },
  },
  otherLink: 'Use another link',
};
