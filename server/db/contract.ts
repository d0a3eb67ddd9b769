import type { MemberId, SessionId } from '../../lib/core/ids';

/** One piece of a journey's history as it waits to be stored. */
export type PendingUpdate = {
  readonly sessionId: SessionId;
  readonly data: Uint8Array;
  readonly memberId: MemberId | null;
  /** Client ids of the document that this piece uses for the first time: from now on they are `memberId`'s. */
  readonly authors?: readonly number[];
  /** `StoredJourney.restored` of the journey that it builds on; 0 when left out. */
  readonly restored?: number;
};

/** A stored journey: an optional snapshot and what came after it, in order. */
export type StoredJourney = {
  /** The number of the last piece; 0 before the first. */
  readonly seq: number;
  readonly parts: readonly Uint8Array[];
  /** Who writes under which client id of the document. */
  readonly authors: ReadonlyMap<number, MemberId>;
  /** The number under which the journey was last put back; 0: never. What is in memory from before that builds on what is gone. */
  readonly restored: number;
  /** The version of the document's shape in the snapshot; left out when there is no snapshot, or when it does not say. */
  readonly snapshotVersion?: number | undefined;
};

/** How far a journey is, and since when it is the one it is. */
export type JourneyState = Pick<StoredJourney, 'seq' | 'restored'>;

/**
 * The log of all journeys. Implementations promise that a resolved `append` survives a crash of the machine. Pieces are numbered
 * per session, from 1, without holes, whoever else is writing; merging pieces does not change numbers.
 */
export type JourneyLog = {
  /**
   * Whether it may go back to an earlier moment while this process runs: a database server that is put back from a copy, or hands over
   * to one that was behind. A file that this process alone has open cannot.
   */
  readonly mayGoBack: boolean;
  /**
   * Stores a batch, of any number of sessions, in one transaction.
   * @returns the number of the last piece of each session: `n` pieces of a session got the numbers up to that one, in the order
   * given. A session that was deleted meanwhile is missing; 0: it was put back since its pieces were made. Nothing of either was
   * stored
   * @throws when nothing was stored
   */
  readonly append: (batch: readonly PendingUpdate[]) => Promise<ReadonlyMap<SessionId, number>>;
  /** Everything of one session. Throws `DamagedPiece` when a piece is missing or does not match its hash. */
  readonly load: (sessionId: SessionId) => Promise<StoredJourney>;
  /**
   * What came after piece `seq`; starts with the snapshot when that holds pieces after `seq`. `authors` are all of the session.
   * Throws as `load` does.
   */
  readonly since: (sessionId: SessionId, seq: number) => Promise<StoredJourney>;
  /** What was put aside when the journey was put back, a few days ago at most: the parts of which the bytes are still right. */
  readonly aside: (sessionId: SessionId) => Promise<readonly Uint8Array[]>;
  /** How far each session is, in one query; one without pieces is missing. */
  readonly heads: (sessionIds: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, JourneyState>>;
  /** The sessions with several pieces, of which the first was stored before that moment. */
  readonly untidied: (before: Date) => Promise<readonly SessionId[]>;
  /**
   * Replaces everything up to and including `seq` by one piece, in one transaction.
   * @param schemaVersion the version of the document's shape in it, when that is known
   */
  readonly compact: (sessionId: SessionId, seq: number, data: Uint8Array, schemaVersion?: number) => Promise<void>;
};

/** A stored part of a journey, whether or not its bytes are still the ones that were written. */
export type Remnant = {
  /** The number of the last piece in it. */
  readonly seq: number;
  readonly data: Uint8Array;
  readonly isIntact: boolean;
  readonly storedAt: Date;
};

/** Everything that is left of a journey. */
export type Remains = {
  /** The last number that was given out. */
  readonly head: number;
  /** As in `StoredJourney`. */
  readonly restored: number;
  readonly snapshot: Remnant | null;
  /** In order; there may be holes. */
  readonly pieces: readonly Remnant[];
  /** Restore points, newest first. */
  readonly points: readonly Remnant[];
};

/** For a journey that `JourneyLog.load` refuses. */
export type Remainder = {
  /** Reads what is left, damaged or not. */
  readonly inspect: (sessionId: SessionId) => Promise<Remains>;
  /**
   * Puts a journey in the place of what is stored, under a new number, and what was there aside. From then on nothing is
   * stored that was made on top of what was there.
   * What was stored since `remains` were read lies aside too: whoever stored it still has it.
   * @returns the new number; `null` when it was put back or made one piece since `remains` were read, and `gone` when there is no such
   * session: nothing is changed then
   */
  readonly replace: (sessionId: SessionId, remains: Remains, data: Uint8Array) => Promise<number | 'gone' | null>;
};
