import type { MemberId } from '../../../lib/core/ids';
import type { RelayedPiece } from '../cluster/relay';
import { NO_NEWS } from './live-document';
import type { Owners } from './owners';

/** What a process had of a journey when it was put back. */
export type Rest = {
  /** Everything up to this number was on the disk once. */
  readonly seq: number;
  readonly whole: Uint8Array;
  /** Whose the client ids in it are. */
  readonly authors: ReadonlyMap<number, MemberId>;
  /** Updates in it that did not reach the disk. */
  readonly unstored: readonly RelayedPiece[];
};

/** The client ids of each member. */
function clientsByMember(authors: ReadonlyMap<number, MemberId>): ReadonlyMap<MemberId, readonly number[]> {
  const clients = new Map<MemberId, number[]>();
  for (const [client, memberId] of authors) clients.set(memberId, [...(clients.get(memberId) ?? []), client]);
  return clients;
}

/** Whose the client ids are that a piece uses for the first time. */
export const authorsIn = ({ memberId, authors = [] }: RelayedPiece): ReadonlyMap<number, MemberId> =>
  new Map(memberId ? authors.map((client) => [client, memberId]) : []);

/** What is stored of it besides the document: whose the client ids are, where that is not known any more, and what never reached the disk. */
export function* piecesOf({ authors, unstored }: Rest, owners: Owners): Generator<RelayedPiece> {
  for (const [memberId, clients] of clientsByMember(authors)) {
    const forgotten = owners.claim(clients, memberId);
    if (forgotten.length > 0) yield { data: NO_NEWS, memberId, authors: forgotten };
  }
  for (const piece of unstored) {
    owners.learn(authorsIn(piece));
    yield piece;
  }
}
