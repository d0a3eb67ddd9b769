import type { RelayFigures } from './cluster/relay';
import type { Link } from './links/link';

/** How a connection reaches us. */
export type LinkKind = Link['kind'];

/** What the live documents tell whoever watches over them. Numbers and fixed words only: no names, no content. */
export type SyncWatch = {
  /** Somebody was not let in; the HTTP status they got. */
  readonly sentAway: (status: number) => void;
  /** We ended a connection, with this close code. */
  readonly ended: (code: number) => void;
  /** A reader that did not keep up was dropped. */
  readonly dropped: () => void;
  /** An edit was not taken; the reason as the page was told it. */
  readonly refused: (reason: string) => void;
  /** An edit was acknowledged so many seconds after it came in. */
  readonly acknowledged: (seconds: number) => void;
  /** A batch of so many pieces was stored. */
  readonly stored: (pieces: number, seconds: number) => void;
  /** A batch could not be stored. */
  readonly notStored: () => void;
};

const nothing = (): void => undefined;

/** Nobody watches. */
export const unwatched: SyncWatch = {
  sentAway: nothing,
  ended: nothing,
  dropped: nothing,
  refused: nothing,
  acknowledged: nothing,
  stored: nothing,
  notStored: nothing,
};

/** How the live documents are doing right now. */
export type SyncGauges = {
  readonly rooms: number;
  readonly connections: Readonly<Record<LinkKind, number>>;
  /** Edits that are not on disk yet. */
  readonly waiting: number;
  /** Bytes of the documents in memory, as they would be stored: all together, and the largest. */
  readonly documentBytes: { readonly sum: number; readonly largest: number };
  /** The way to the other processes; `null` where this one is alone. */
  readonly relay: RelayFigures | null;
};
