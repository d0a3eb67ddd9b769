import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { JourneyLog } from '../db/contract';
import type { Clock } from './clock';
import type { Admit, Projector } from './contract';

/** What the rooms are built from. */
export type RoomsOptions = {
  readonly journeys: JourneyLog;
  readonly projector: Projector;
  readonly admit: Admit;
  /** The one origin (`https://host`) whose pages may open a socket with this request; `null` refuses. */
  readonly allowedOrigin: (request: IncomingMessage) => string | null;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly clock?: Clock;
};
