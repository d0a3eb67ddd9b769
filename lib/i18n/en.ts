import { account } from './en/account';
import { board } from './en/board';
import { calendar } from './en/calendar';
import { common } from './en/common';
import { errors } from './en/errors';
import { join } from './en/join';
import { live } from './en/live';
import { people } from './en/people';
import { sessions } from './en/sessions';
import { sheet } from './en/sheet';
import { start } from './en/start';
import type { Messages } from './messages';
import type { nl } from './nl';

/** Every namespace in English; a namespace or key that Dutch has and English lacks is a type error. */
export const en: Messages<typeof nl> = {
  account,
  board,
  calendar,
  common,
  errors,
  join,
  live,
  people,
  sessions,
  sheet,
  start,
};
