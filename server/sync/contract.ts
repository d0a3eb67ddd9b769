import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type * as Y from 'yjs';
import type { CalendarEntry } from '../../lib/calendar/entry';
import type { Identity } from '../../lib/collab/presence';
import type { MemberId, SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import type { Journey } from '../../lib/journey/journey';
import type { PhaseModelKey } from '../../lib/method/phase-models';
import type { TemplateId } from '../../lib/method/templates/template-ids';
import type { SyncGauges } from './watch';

/** Somebody who was let in to one session, as the socket needs to know them. */
export type Admission = {
  readonly sessionId: SessionId;
  readonly identity: Identity;
  readonly isOwner: boolean;
  /** The sign-in of an account that let them in; `null` for guests. */
  readonly signInId: string | null;
  /** When this way in ends by itself (milliseconds since 1970): of the sign-in, the guest's cookie or the session; `null`: never. */
  readonly expiresAt: number | null;
};

/**
 * Looks up anew whether people who are in still may be.
 * @returns in the same order: `null` for who may stay as they are, else the code to close with (`CLOSE`)
 */
export type Review = (people: readonly Admission[], now: Date) => Promise<readonly (number | null)[]>;

/** Answers who a request belongs to, from its cookies; `null` looks the same for unknown and foreign sessions. */
export type Admit = (
  request: { readonly headers: Pick<IncomingMessage['headers'], 'cookie'> },
  sessionId: SessionId,
) => Promise<Admission | null>;

/** Keeps the calendar rows of the database equal to the journey. */
export type Projector = {
  /** Whether the rows follow the last stored piece of the journey. */
  readonly isCurrent: (sessionId: SessionId) => Promise<boolean>;
  /**
   * Makes the rows equal to `entries`, which is what the journey says at piece `seq`. Does nothing when the rows are
   * further already, or when the session is gone.
   */
  /** For callers in the server's own modules only: in Next's bundles Yjs is another copy, whose types this document refuses. */
  readonly write: (sessionId: SessionId, entries: readonly CalendarEntry[], seq: number) => Promise<void>;
};

/** What a new journey starts with, by name: plain values cross the border between Next's bundles and the server. */
export type SeedRequest = {
  readonly templateId: TemplateId;
  readonly phaseModel: PhaseModelKey;
  readonly locale: Locale;
};

/** The live documents, as the rest of the server sees them. */
export type Rooms = {
  /** Takes over `/sync/:sessionId` upgrades. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Answers the HTTP requests under `/sync/` that stand in for web sockets. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Reads a journey, live or from the store. Throws `JourneyUnreadable` when its bytes do not load, or `JourneyTooNew`. */
  readonly read: <T>(sessionId: SessionId, use: (journey: Journey, doc: Y.Doc) => T) => Promise<T>;
  /** Writes as the server (seeding): stored before anybody sees it, resolves when durable. */
  readonly write: (sessionId: SessionId, change: (doc: Y.Doc) => void) => Promise<void>;
  /** Fills a new journey from a template: stored before anybody sees it, resolves when durable. */
  readonly seed: (sessionId: SessionId, seed: SeedRequest) => Promise<void>;
  /** Brings the calendar rows up to the last stored edit. */
  readonly project: (sessionId: SessionId) => Promise<void>;
  /** Takes deleted text off the disk, from logs that nobody tidied since that moment (checks P6). */
  readonly tidy: (before: Date) => Promise<void>;
  /** Ends every socket of a session that was deleted. */
  readonly closeSession: (sessionId: SessionId) => Promise<void>;
  /** Ends every socket of a member that was taken out. */
  readonly closeMember: (sessionId: SessionId, memberId: MemberId) => void;
  /** Has every socket of a member whose name or role changed come back, to be let in as who they are now. */
  readonly renewMember: (sessionId: SessionId, memberId: MemberId) => void;
  /** Tells everybody in a session anew what the welcome says, after something in it changed. On this process only. */
  readonly greetAgain: (sessionId: SessionId) => void;
  /** Ends every socket that a sign-in let in, once it is signed out (checks S21). */
  readonly closeSignIn: (signInId: string) => void;
  /** Figures for `/metrics`. */
  readonly figures: () => { readonly rooms: number; readonly connections: number };
  /** More figures, which take a look at every room. */
  readonly gauges: () => SyncGauges;
  /** Whether work can be done here, for `/api/ready`. */
  readonly health: () => SyncHealth;
  /** Stores what was received, tells clients to come back later, and stops. */
  readonly shutdown: () => Promise<void>;
};

/** Whether edits can be taken. */
export type SyncHealth = {
  /** This process stops: it takes nobody in any more. */
  readonly isStopping: boolean;
  /** For how long no edit could be stored, in milliseconds; 0 when the last attempt went well. */
  readonly notStoringForMs: number;
  /** The way to the other processes: `none` where this one is alone. Without it edits are late, and nothing is lost. */
  readonly relay: 'none' | 'up' | 'down';
};

/** A stored journey that cannot be read. It is left as it was; never shown as an empty one. */
export class JourneyUnreadable extends Error {
  override readonly name = 'JourneyUnreadable';
  constructor(
    readonly sessionId: SessionId,
    options?: ErrorOptions,
  ) {
    super(`the journey of session ${sessionId} could not be read`, options);
  }
}

/** The journey has the shape of a later build. It is whole, and a process of that build can serve it; this one must not. */
export class JourneyTooNew extends Error {
  override readonly name = 'JourneyTooNew';
  constructor(sessionId: SessionId) {
    super(`the journey of session ${sessionId} has the shape of a later version`);
  }
}

/** The session was deleted. */
export class SessionGone extends Error {
  override readonly name = 'SessionGone';
  constructor(sessionId: SessionId) {
    super(`session ${sessionId} is gone`);
  }
}
