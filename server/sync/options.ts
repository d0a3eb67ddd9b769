import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Migration } from '../../lib/collab/migrations/migration';
import type { SessionId } from '../../lib/core/ids';
import type { JourneyLog, Remainder } from '../db/contract';
import type { SessionLoss } from '../db/loss';
import type { Clock } from './clock';
import type { Relay } from './cluster/relay';
import type { Admit, Projector, Review } from './contract';
import type { DoorLimits } from './door/door';
import type { Handshake } from './door/handshake';
import type { TrafficLimits } from './door/traffic';
import type { BacklogLimits } from './links/backlog';
import type { SyncWatch } from './watch';

/** Where it is written down what happens. */
export type SyncLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What the rooms are built from. */
export type RoomsOptions = {
  readonly journeys: JourneyLog;
  readonly remainder: Remainder;
  readonly projector: Projector;
  readonly admit: Admit;
  /** The one origin (`https://host`) whose pages may open a socket with this request; `null` refuses. */
  readonly allowedOrigin: (request: IncomingMessage) => string | null;
  /** Where a request comes from, to count sockets by; a proxy's word is only taken where it may be. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** How many sockets may be open; what is left out has a default. */
  readonly most?: Partial<DoorLimits>;
  /** How much may come in. */
  readonly traffic?: Partial<TrafficLimits>;
  /** How much may wait for who does not read. */
  readonly backlog?: Partial<BacklogLimits>;
  /** Looks up anew whether people who are in still may be; without it only what this process is told ends a connection. */
  readonly review?: Review;
  /** How often, in milliseconds; every second where other processes change rights as well. */
  readonly reviewEveryMs?: number;
  /** What of a journey was stored once and is missing, as long as nobody has seen that; nothing unless given. */
  readonly lossOf?: (sessionId: SessionId) => SessionLoss | null;
  readonly log: SyncLog;
  /** Who hears how it goes, in numbers; nobody unless given. */
  readonly watch?: SyncWatch;
  /** To other processes of this installation; none unless given. */
  readonly relay?: Relay;
  /** Changes of the document's shape; those of this build unless given. */
  readonly migrations?: readonly Migration[];
  /** After so many edits a log is compacted while people work; a thousand unless given. */
  readonly compactEvery?: number;
  readonly clock?: Clock;
  /** How an upgrade becomes a link: web sockets, unless a simulation has links of its own. */
  readonly handshake?: Handshake;
};
