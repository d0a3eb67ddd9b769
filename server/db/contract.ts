import type { MemberId, SessionId } from '../../lib/core/ids';

/** One piece of a journey's history as it waits to be stored. */
export type PendingUpdate = {
  readonly sessionId: SessionId;
  readonly data: Uint8Array;
  readonly memberId: MemberId | null;
};

/** A stored journey: an optional snapshot and what came after it, in order. */
export type StoredJourney = { readonly seq: number; readonly parts: readonly Uint8Array[] };

/** The log of all journeys. Implementations promise that a resolved `append` survives a crash of the machine. */
export type JourneyLog = {
  /**
   * Stores a batch, of any number of sessions, in one transaction.
   * @returns the sequence number of the last piece of each session; a session that was deleted meanwhile is missing, and nothing
   * of it was stored
   * @throws when nothing was stored
   */
  readonly append: (batch: readonly PendingUpdate[]) => Promise<ReadonlyMap<SessionId, number>>;
  /** Everything of one session. Throws when a piece does not match its hash. */
  readonly load: (sessionId: SessionId) => Promise<StoredJourney>;
  /** Replaces everything up to and including `seq` by one piece, in one transaction. */
  readonly compact: (sessionId: SessionId, seq: number, data: Uint8Array) => Promise<void>;
};
