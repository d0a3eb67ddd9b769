import type { MemberId, SessionId } from '../../../lib/core/ids';
import type { PendingUpdate } from '../../db/contract';

/** A stored piece as other processes hear of it. */
export type RelayedPiece = Omit<PendingUpdate, 'sessionId' | 'restored'>;

/** Where somebody is, as other processes hear of it. */
export type Whereabouts = {
  /** Client id of the page. */
  readonly client: number;
  readonly memberId: MemberId;
  /** What the others see, as JSON text; empty when the page is gone. */
  readonly state: string;
  /** When the page came to that process, by its clock (milliseconds since 1970). */
  readonly since: number;
};

/** Whose access ended or changed. */
export type Revocation =
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'removed' | 'changed'; readonly sessionId: SessionId; readonly memberId: MemberId }
  | { readonly kind: 'signIn'; readonly signInId: string };

/** What a process hears from the others about one session. */
export type RelayListener = {
  /** Pieces were committed; `first` is the number of the first one, the rest run on. */
  readonly onStored?: (first: number, pieces: readonly RelayedPiece[]) => void;
  /** Where people of another process are: those who moved, or `isAll` of that process. */
  readonly onPeople?: (place: string, people: readonly Whereabouts[], isAll: boolean) => void;
  /** A process is gone, and everybody there with it. */
  readonly onPlaceGone?: (place: string) => void;
  /** Another process wants to know who is here. */
  readonly whoIsHere?: () => readonly Whereabouts[];
};

/** What concerns a process as a whole. */
export type PlaceListener = {
  readonly onRevoked: (revocation: Revocation) => void;
  /** Something that others said did not arrive here: it is time to look in the database. */
  readonly onMissed: () => void;
};

/** Figures for `/metrics`. */
export type RelayFigures = {
  readonly isUp: boolean;
  /** Other processes that were heard a moment ago. */
  readonly neighbours: number;
  readonly sent: number;
  readonly heard: number;
  /** Could not be sent: the way was down or full. */
  readonly dropped: number;
  /** Were not understood. */
  readonly malformed: number;
};

/**
 * Carries live traffic between the processes of one installation. It may be late and it may lose everything: what is
 * stored is in the database, from where every process fetches what it missed.
 */
export type Relay = {
  /** Whether other processes may write in the same journeys. */
  readonly isShared: boolean;
  /** The name of this process, new at each start. */
  readonly place: string;
  /** Hears what others say about a session, until the answer is called. */
  readonly follow: (sessionId: SessionId, listener: RelayListener) => () => void;
  /** Hears what concerns this process as a whole. Called once. */
  readonly attend: (listener: PlaceListener) => void;
  /** Tells the others that pieces of this process are on disk. */
  readonly announce: (sessionId: SessionId, first: number, pieces: readonly RelayedPiece[]) => void;
  /** Tells the others that people of this process moved. */
  readonly show: (sessionId: SessionId, people: readonly Whereabouts[]) => void;
  /** Tells the others whose access ended or changed. */
  readonly revoke: (revocation: Revocation) => void;
  /** Asks another process something; `null` when it is not there, or does not answer in time (milliseconds). */
  readonly ask: (place: string, question: Uint8Array, patienceMs: number) => Promise<Uint8Array | null>;
  /** Answers what other processes ask this one; what throws stays unanswered. Called once. */
  readonly answer: (reply: (question: Uint8Array) => Promise<Uint8Array>) => void;
  /** Whether that process was heard a moment ago. */
  readonly knows: (place: string) => boolean;
  /** A mark under a text, which only processes of this installation can make. */
  readonly mark: (text: string) => string;
  readonly figures: () => RelayFigures;
  /** Says goodbye, and hangs up. */
  readonly stop: () => Promise<void>;
};

const NOTHING: RelayFigures = { isUp: false, neighbours: 0, sent: 0, heard: 0, dropped: 0, malformed: 0 };

/** One process alone: there is nobody to tell. */
export const noRelay: Relay = {
  isShared: false,
  place: '',
  follow: () => () => undefined,
  attend: () => undefined,
  announce: () => undefined,
  show: () => undefined,
  revoke: () => undefined,
  ask: async () => null,
  answer: () => undefined,
  knows: () => false,
  mark: () => '',
  figures: () => NOTHING,
  stop: async () => undefined,
};
