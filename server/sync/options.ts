import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { JourneyLog } from '../db/contract';
import type { Clock } from './clock';
import type { Admit, Projector } from './contract';
import type { DoorLimits } from './door';

/** What the rooms are built from. */
export type RoomsOptions = {
  readonly journeys: JourneyLog;
  readonly projector: Projector;
  readonly admit: Admit;
  /** The one origin (`https://host`) whose pages may open a socket with this request; `null` refuses. */
  readonly allowedOrigin: (request: IncomingMessage) => string | null;
  /** Where a request comes from, to count sockets by; a proxy's word is only taken where it may be. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** How many sockets may be open; what is left out has a default. */
  readonly most?: Partial<DoorLimits>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly clock?: Clock;
};
