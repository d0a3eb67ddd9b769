import type { MemberId } from '../../../lib/core/ids';
import type { RelayedPiece } from '../cluster/relay';

/** What a process had of a journey when another one put it back. */
export type Rest = {
  readonly whole: Uint8Array;
  /** Updates in it that did not reach the disk. */
  readonly unstored: readonly RelayedPiece[];
};

/** Whose the client ids are that a piece uses for the first time. */
export const authorsIn = ({ memberId, authors = [] }: RelayedPiece): ReadonlyMap<number, MemberId> =>
  new Map(memberId ? authors.map((client) => [client, memberId]) : []);
