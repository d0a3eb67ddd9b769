import * as Y from 'yjs';
import { versionOf } from '../../../lib/collab/document';
import type { SessionId } from '../../../lib/core/ids';
import type { StoredJourney } from '../../db/contract';
import type { RoomDeps } from './deps';
import type { Line } from './line';
import type { LiveDocument } from './live-document';
import type { Sight } from './sight';

/** How long it waits for a moment in which nothing is on its way to the disk (milliseconds). */
const PATIENCE_MS = 1_000;

/** What is made one piece. */
export type Compacted = {
  readonly sessionId: SessionId;
  readonly live: LiveDocument;
  readonly line: Line;
  readonly sight: Sight;
};

/** Replaces the log of a room by one piece; deleted text leaves the disk with it (checks P6). */
export class Compaction {
  /** Everything up to this number is one piece on disk. */
  private done: number;
  private running: Promise<void> | undefined;
  private isPlanned = false;
  private isStopped = false;
  /** Goes on when nothing waits for the disk. */
  private goOn: (() => void) | undefined;

  constructor(
    private readonly room: Compacted,
    { seq, parts }: Pick<StoredJourney, 'seq' | 'parts'>,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'log' | 'turns' | 'clock' | 'compactEvery'>,
  ) {
    this.done = seq - parts.length + 1;
  }

  /**
   * So many pieces of this process are on disk, to that number. After every so many `compact` is called before long, after other
   * rooms that are at it. Every number is given out once, so of several processes one does it.
   */
  noteStored(count: number, last: number, compact: () => Promise<void>): void {
    if (this.room.line.length === 0) this.goOn?.();
    const { compactEvery: round } = this.deps;
    if (this.isPlanned || Math.floor(last / round) === Math.floor((last - count) / round)) return;
    this.isPlanned = true;
    void this.deps.turns.compacting.during(async () => {
      await this.quietMoment();
      this.isPlanned = false;
      if (!this.isStopped) await compact();
    });
  }

  /** What is planned is left: when a room is freed, its document may hold what never reached the disk. */
  stop(): void {
    this.isStopped = true;
    this.goOn?.();
  }

  /** While something waits for the disk, what is on it takes a second document to write; most rooms have a moment without before long. */
  private quietMoment(): Promise<void> | undefined {
    if (this.room.line.length === 0) return undefined;
    return new Promise((done) => {
      const cancel = this.deps.clock.after(PATIENCE_MS, () => this.goOn?.());
      this.goOn = () => {
        this.goOn = undefined;
        cancel();
        done();
      };
    });
  }

  /** Makes one piece of everything up to `seq`, which is in memory, when that saves anything. Never throws. */
  async run(seq: number): Promise<void> {
    if (this.running || seq - this.done < 1) return this.running;
    this.running = this.write(seq)
      .catch((error: unknown) => {
        const about = { err: error, session: this.room.sessionId };
        this.deps.log.warn(about, 'the log could not be compacted; it stays as it was');
      })
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }

  private async write(seq: number): Promise<void> {
    const { data, version } = await this.inOnePiece();
    await this.deps.journeys.compact(this.room.sessionId, seq, data, version);
    this.done = seq;
  }

  /**
   * Everything up to `seq`, possibly more, and nothing that is not on disk: it would be stored without its author, and with
   * several processes another one could show it although it then is never stored.
   */
  private async inOnePiece(): Promise<{ readonly data: Uint8Array; readonly version: number }> {
    const { line, live, sight } = this.room;
    if (line.length === 0) return { data: live.encode(), version: versionOf(live.doc) };
    return sight.onDisk((doc) => ({ data: Y.encodeStateAsUpdate(doc), version: versionOf(doc) }));
  }
}
