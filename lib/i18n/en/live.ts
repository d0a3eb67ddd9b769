import type { Messages } from '../messages';
import type { live as source } from '../nl/live';

export const live: Messages<typeof source> = {
  connecting: 'Connecting…',
  saved: 'Saved',
  saving: 'Saving…',
  unsaved: 'Not saved ({count, number})',
  offline: 'No connection',
  unsavedHelp: 'No connection. Stay on this page: everything is saved as soon as the network is back.',
  people: 'Who is here: {names}',
  you: '{name} (you)',
  more: 'and {count, number} more',
  joined: '{names} {count, plural, one {has} other {have}} joined',
  left: '{names} {count, plural, one {has} other {have}} left',
  loading: 'Fetching the journey…',
  loadingSlow: 'This takes longer than usual. We keep trying.',
  reload: 'Reload',
  toSessions: 'To the start',
  ended: {
    removed: 'You are no longer in this session',
    removedHelp: 'The journey lead ended your access, or you signed out. Ask for a new link if that is not right.',
    gone: 'This session no longer exists',
    goneHelp: 'The session was deleted.',
    tooOld: 'There is a new version of Reisgezel',
    tooOldHelp: 'Reload the page to go on.',
    broken: 'The connection has stopped',
    brokenHelp: 'Something went wrong between this page and the server. Reload the page.',
  },
  refused: {
    readOnly: 'Your role cannot make changes. What you did was not saved.',
    invalid: 'The server could not take this change. Reload the page.',
    tooLarge: 'This is too large to save at once. Paste a smaller piece.',
    tooFast: 'That went too fast. Wait a moment.',
  },
  refusal: {
    notAllowed: 'Your role cannot do that.',
    invalid: 'That does not fit here. Check what you filled in.',
    gone: 'That is no longer there. Somebody may just have removed it.',
    full: 'The journey is full. Remove something first.',
    tooLong: 'That is too long. Make the text shorter.',
  },
};
