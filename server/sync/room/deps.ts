import type { Migration } from '../../../lib/collab/migrations/migration';
import type { SessionId } from '../../../lib/core/ids';
import type { JourneyLog, Remainder } from '../../db/contract';
import type { SessionLoss } from '../../db/loss';
import type { Clock } from '../clock';
import type { Relay } from '../cluster/relay';
import type { Projector } from '../contract';
import type { SyncLog } from '../options';
import type { SyncWatch } from '../watch';
import type { OneByOne } from './one-by-one';
import type { Writer } from './writer';

/** Work that nobody waits for, of all rooms. */
export type TidyingTurns = {
  /** Makes long logs of busy rooms one piece. */
  readonly compacting: OneByOne;
  /** Lets calendar rows follow. */
  readonly following: OneByOne;
  /** Tidies rooms that nobody is in any more. */
  readonly closing: OneByOne;
};

/** What a room needs of the rest of the server. */
export type RoomDeps = {
  readonly journeys: JourneyLog;
  /** What is left of journeys of which the database lost something. */
  readonly remainder: Remainder;
  readonly projector: Projector;
  readonly writer: Pick<Writer, 'add' | 'forget'>;
  readonly relay: Relay;
  readonly clock: Clock;
  readonly turns: TidyingTurns;
  /** Changes of the document's shape, for journeys that are older than this build. */
  readonly migrations: readonly Migration[];
  /** After so many edits a log is compacted while people work. */
  readonly compactEvery: number;
  readonly lossOf: (sessionId: SessionId) => SessionLoss | null;
  readonly log: SyncLog;
  readonly watch: SyncWatch;
  /** The session was deleted while its room was in use. */
  readonly onGone: (sessionId: SessionId) => void;
  /** The journey was put back while its room was in use. */
  readonly onRestored: (sessionId: SessionId) => void;
};
