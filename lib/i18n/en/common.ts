import type { Messages } from '../messages';
import type { common as source } from '../nl/common';

export const common: Messages<typeof source> = {
  productName: 'Reisgezel',
  tagline: 'Map the customer journey together, and take the calendar home.',
  skip: 'Skip to content',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  remove: 'Remove',
  open: 'Open',
  more: 'More actions',
  messages: 'Messages',
  busy: 'One moment…',
  tryAgain: 'Try again',
  optional: 'may stay empty',
  toSessions: 'To your sessions',
  toStart: 'To the start',
  locale: {
    label: 'Language',
    switchTo: 'Nederlands',
  },
  date: {
    clear: 'Clear date',
    clearTime: 'Clear time',
    outside: 'Choose a date between {first} and {last}.',
  },
  nav: {
    label: 'This session',
    journey: 'Journey',
    calendar: 'Calendar',
    people: 'People',
    sessions: 'Sessions',
    signIn: 'Sign in',
    signOut: 'Sign out',
  },
  notFound: {
    title: 'No line stops here',
    text: 'We cannot find this page. The session may have been deleted, or you may not be part of it.',
  },
  failure: {
    title: 'Lost the way for a moment',
    text: 'Something went wrong while showing this page. Whatever was saved is still there.',
    number: 'Number for the administrator: {digest}',
  },
};
