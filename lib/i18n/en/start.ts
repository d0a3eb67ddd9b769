import type { Messages } from '../messages';
import type { start as source } from '../nl/start';

export const start: Messages<typeof source> = {
  title: 'Travel along with your audience',
  intro:
    'A small team walks through the journey of residents: what do they hear, when, and by which channel? Everyone works on one map at the same time. At the end the content calendar is ready.',
  example: 'See the example',
  exampleNote: 'A complete session, open at once. Without an account it is yours for a day.',
  firstAccount: 'Make the first account',
  firstAccountTitle: 'This Reisgezel has only just started',
  firstAccountNote: 'Nobody is here yet. Make the first account, then invite your team.',
  signIn: 'Sign in',
  signUp: 'Make an account',
  back: { title: 'Go on where you were' },
  haveLink: 'Did you get an invitation?',
  join: 'Join with your link',
  how: {
    title: 'How it goes',
    steps: {
      prepare: {
        title: 'Get the session ready',
        text: 'Choose a phase model and a template. Send everyone a link, or show a QR code.',
      },
      map: {
        title: 'Draw the journey together',
        text: 'Every persona is a line, every touchpoint a station. Empty places show by themselves.',
      },
      plan: {
        title: 'Take the calendar home',
        text: 'Messages get a date. You download them for Outlook, Excel or your own planning.',
      },
    },
  },
  map: {
    label:
      'Example of a journey: three personas as coloured lines through the phases Touch, Tell, Sell and Care, with stations on them. On the right the same touchpoints stand on a departure board with dates.',
    calendar: 'Content calendar',
    personas: { a: 'Ruud, 71', b: 'Fatima, 34', c: 'Student house 14' },
    stations: {
      letter: 'Letter from the alderman',
      clip: 'Clip in the local app',
      reel: 'Reel: ‘the filthy cellar’',
      evening: 'Drop-in evening',
      call: 'Waste coach at the door',
      pickup: 'Box to pick up at school',
      qr: 'QR: box at home',
      card: 'Card with the result',
      pizza: 'Pizza for the cellar',
    },
    gap: 'Still empty',
    dates: { a: 'Tue 12 Jan', b: 'Wed 13 Jan', c: 'Thu 14 Jan', d: 'Tue 9 Feb', e: 'Wed 10 Feb', f: 'Sat 20 Mar' },
  },
  footer: 'Reisgezel runs on the server of your own organisation. Nothing goes to others.',
};
