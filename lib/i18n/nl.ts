import { account } from './nl/account';
import { board } from './nl/board';
import { calendar } from './nl/calendar';
import { common } from './nl/common';
import { errors } from './nl/errors';
import { join } from './nl/join';
import { live } from './nl/live';
import { people } from './nl/people';
import { sessions } from './nl/sessions';
import { sheet } from './nl/sheet';
import { start } from './nl/start';

/** Every namespace in Dutch, the language texts are written in first. A new namespace gets a line here and in `en.ts`. */
export const nl = {
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
} as const;
