import type * as Y from 'yjs';
import type { SessionId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import type { RoomDeps } from './deps';
import type { Line } from './line';
import { LiveDocument } from './live-document';

/** Whoever waits for the disk for longer than this is shown what is on it, without what waits (milliseconds). */
const STUCK_MS = 1_000;

/** What to do with what was seen. */
export type Seeing<T> = {
  readonly show: (seen: T) => void;
  /** Called before the disk is read in place of the document. */
  readonly beforeDisk?: () => void;
  /** The session was deleted; nothing will be shown. */
  readonly lost?: () => void;
};

/** Looks at a document that is ahead of the disk, and shows what it saw once the disk is that far. */
export class Sight {
  constructor(
    private readonly sessionId: SessionId,
    private readonly live: LiveDocument,
    private readonly line: Line,
    /** Resolves when memory holds everything that is on the disk. */
    private readonly caughtUp: () => Promise<void>,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'log'> & { readonly clock: Clock },
  ) {}

  /**
   * Shows what `look` sees in the document now, once that is stored. When that takes long, because the disk is full or
   * slow, shows what `look` sees in what is on the disk. Throws what the first `look` throws.
   */
  see<T>(look: (doc: Y.Doc) => T, { show, beforeDisk, lost }: Seeing<T>): void {
    const seen = look(this.live.doc);
    if (this.line.length === 0) {
      show(seen);
      return;
    }
    let isShown = false;
    const once = (what: T) => {
      if (!isShown) show(what);
      isShown = true;
    };
    const cancel = this.deps.clock.after(STUCK_MS, () => {
      beforeDisk?.();
      this.onDisk(look).then(once, (error: unknown) => {
        this.deps.log.warn({ err: error, session: this.sessionId }, 'the disk is slow, and cannot be read either');
      });
    });
    this.line.after(
      () => {
        cancel();
        once(seen);
      },
      () => {
        cancel();
        lost?.();
      },
    );
  }

  /** What `look` sees in what is on the disk. Throws when that cannot be read. */
  async onDisk<T>(look: (doc: Y.Doc) => T): Promise<T> {
    const { parts } = await this.deps.journeys.load(this.sessionId);
    const stored = await LiveDocument.load(parts, this.deps.clock);
    try {
      // Of what another process stored nobody may see more than is in memory here: their next edit would build on nothing.
      await this.caughtUp();
      return look(stored.doc);
    } finally {
      stored.destroy();
    }
  }
}
