import * as Y from 'yjs';
import { isNewer } from '../../../lib/collab/migrations/migration';
import { CLOSE } from '../../../lib/collab/protocol';
import type { SessionId } from '../../../lib/core/ids';
import type { StoredJourney } from '../../db/contract';
import type { RelayedPiece } from '../cluster/relay';
import type { Audience } from './audience';
import type { RoomDeps } from './deps';
import type { Gate } from './gate';
import type { Line } from './line';
import type { LiveDocument } from './live-document';
import type { Owners } from './owners';
import type { Presence } from './presence';
import { authorsIn } from './rest';

/** The room that takes something in. */
export type Taking = {
  readonly sessionId: SessionId;
  readonly live: LiveDocument;
  readonly gate: Gate;
  readonly owners: Owners;
  readonly audience: Audience;
  readonly line: Line;
  readonly presence: Pick<Presence, 'goAlong'>;
  readonly isBroken: () => boolean;
  /** Who comes next gets the journey as it can be loaded then. */
  readonly giveUp: (code: number) => void;
  /** The database went back: what is in memory is put into it. */
  readonly wentBack: () => void;
};

/** Takes in what other processes stored: it passed the gate there. */
export class Intake {
  constructor(
    private readonly room: Taking,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'log' | 'migrations'>,
  ) {}

  /** One piece, which is the next of the log. */
  readonly next = (piece: RelayedPiece): void => {
    const { owners, audience, line, presence } = this.room;
    owners.learn(authorsIn(piece));
    // What does not apply here would wait in every page for what it builds on.
    if (!this.trust([piece.data])) return;
    audience.showStored(piece.data, line);
    presence.goAlong();
  };

  /** Everything that is stored after what the room had. */
  readonly rest = ({ parts, authors }: StoredJourney): void => {
    const { live, owners, audience, line } = this.room;
    owners.learn(authors);
    const before = Y.encodeStateVector(live.doc);
    this.trust(parts);
    const news = Y.encodeStateAsUpdate(live.doc, before);
    line.after(() => audience.show(news, null));
  };

  /** @returns whether all of it is in the document */
  private trust(updates: readonly Uint8Array[]): boolean {
    const { log, migrations } = this.deps;
    const { sessionId, live, gate, isBroken, giveUp, wentBack } = this.room;
    const about = { session: sessionId };
    try {
      for (const update of updates) gate.trust(update);
      if (isBroken() || !isNewer(live.doc, migrations)) return true;
      log.warn(about, 'a server of a later version took this journey over; it is left to that one');
      giveUp(CLOSE.tooOld);
      return true;
    } catch (error) {
      log.error({ ...about, err: error }, 'a stored edit does not apply');
      // It builds on something that the database had, and has not any more; whoever stored it still has that.
      if (this.deps.journeys.mayGoBack) wentBack();
      else giveUp(CLOSE.tryAgain);
      return false;
    }
  }
}
