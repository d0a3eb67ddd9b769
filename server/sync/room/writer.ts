import type { SessionId } from '../../../lib/core/ids';
import type { JourneyLog, PendingUpdate } from '../../db/contract';
import type { Clock } from '../clock';
import type { SyncLog } from '../options';
import { type SyncWatch, unwatched } from '../watch';

/**
 * How long a batch waits for company (milliseconds), and how long after the one before it begins at least: longer for each session
 * that is written in, a millisecond. Every batch costs a transaction, and every room in it a packet to each of its people, so the
 * busier it is the more a wait saves, and nobody sees the difference. Measured at a hundred busy rooms: a quarter of the processor
 * less than with 5 throughout. Counted from the beginning of the batch before, because while that is written others gather as well.
 * Sessions and not edits, so that nobody who writes far too fast makes everybody else wait. Where several processes share the work each
 * sees a part of it, and what one stores costs all the others a packet to each of their people too: so by both factors longer. Never
 * longer than what still saves something: beyond that, all rooms at once are so much work in one go that what comes in meanwhile has to
 * wait. Measured at 320 busy rooms: with 60 instead of 25 the same work, and 290 instead of 70 milliseconds for the slowest in a hundred.
 */
const GATHER_MS = 5;
const GATHER_MS_PER_PACE = 18;
const LONGEST_GATHER_MS = 25;
/** The same where several processes share the work: each has a part of it to do in one go, and pays for the batches of all. */
const LONGEST_SHARED_MS = 40;
/** Most pieces in one batch, so that one transaction never takes long. */
const BATCH = 1_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/** Who is told that pieces are on disk: how many of its oldest ones, and the number of the last. */
export type Sink = {
  /** The oldest pieces are being sent to the disk; again when that fails. */
  readonly sending: () => void;
  readonly stored: (count: number, seq: number) => void;
  /** The session was deleted: its pieces can never be stored. */
  readonly gone: () => void;
  /** The journey was put back: pieces that were made on top of what was there before can never be stored. */
  readonly restored: () => void;
};

type Queue = { readonly sink: Sink; pieces: PendingUpdate[]; retryMs: number; notBefore: number };
type Batch = ReadonlyMap<SessionId, readonly PendingUpdate[]>;

/**
 * Stores pieces of all sessions in shared transactions (group commit): gathers for a few milliseconds or for as long
 * as the batch before it takes. Nobody is told anything before the commit. A batch that fails is tried again session
 * by session, with growing pauses for those that fail alone too, so that one that cannot be stored holds up no other.
 */
export class Writer {
  private readonly queues = new Map<SessionId, Queue>();
  private writing = false;
  private batchAt = 0;
  /** Sessions a millisecond that were written in before the last batch. */
  private pace = 0;
  private failedAt: number | null = null;
  private timer: { readonly dueAt: number; readonly cancel: () => void } | undefined;

  constructor(
    private readonly journeys: JourneyLog,
    private readonly clock: Clock,
    private readonly log: Pick<SyncLog, 'info' | 'warn'>,
    private readonly watch: SyncWatch = unwatched,
    /** How many processes share the work. */
    private readonly processes: () => number = () => 1,
  ) {}

  /** Since when nothing could be stored any more (milliseconds since 1970); `null` when the last attempt went well. */
  get failingSince(): number | null {
    return this.failedAt;
  }

  /** How many pieces are not on disk yet. */
  get waiting(): number {
    let count = 0;
    for (const { pieces } of this.queues.values()) count += pieces.length;
    return count;
  }

  /** Queues a piece; those of one session are stored, and reported, in the order in which they came. */
  add(piece: PendingUpdate, sink: Sink): void {
    const queue = this.queues.get(piece.sessionId);
    if (queue) queue.pieces.push(piece);
    else {
      this.queues.set(piece.sessionId, { sink, pieces: [piece], retryMs: 0, notBefore: 0 });
      this.schedule();
    }
  }

  /** Drops what a deleted session still had waiting. */
  forget(sessionId: SessionId): void {
    this.queues.delete(sessionId);
    // Nothing is left that could not be stored.
    if (this.queues.size === 0) this.failedAt = null;
  }

  private schedule(): void {
    if (this.writing || this.queues.size === 0) return;
    const now = this.clock.now();
    const processes = this.processes();
    const together = GATHER_MS + GATHER_MS_PER_PACE * this.pace * processes;
    const gather = Math.min(processes > 1 ? LONGEST_SHARED_MS : LONGEST_GATHER_MS, together * processes);
    const soonest = Math.max(now + GATHER_MS, this.batchAt + gather);
    if (this.timer && this.timer.dueAt <= soonest) return;
    const first = Math.min(...[...this.queues.values()].map(({ notBefore }) => notBefore));
    const dueAt = Math.max(soonest, first);
    if (this.timer && this.timer.dueAt <= dueAt) return;
    this.timer?.cancel();
    const cancel = this.clock.after(dueAt - now, () => {
      this.timer = undefined;
      this.writing = true;
      void this.flush().finally(() => {
        this.writing = false;
        this.schedule();
      });
    });
    this.timer = { dueAt, cancel };
  }

  private take(): Batch {
    const now = this.clock.now();
    const taken = new Map<SessionId, readonly PendingUpdate[]>();
    let room = BATCH;
    for (const [sessionId, { pieces, notBefore }] of this.queues) {
      if (room === 0) break;
      if (notBefore > now) continue;
      const part = pieces.slice(0, room);
      taken.set(sessionId, part);
      room -= part.length;
    }
    this.pace = taken.size / Math.max(1, now - this.batchAt);
    this.batchAt = now;
    return taken;
  }

  private async flush(): Promise<void> {
    const taken = this.take();
    if (taken.size === 0 || (await this.store(taken))) return;
    for (const [sessionId, pieces] of taken) {
      if (taken.size > 1 && (await this.store(new Map([[sessionId, pieces]])))) continue;
      const queue = this.queues.get(sessionId);
      if (!queue) continue;
      queue.retryMs = Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, queue.retryMs * 2));
      queue.notBefore = this.clock.now() + queue.retryMs;
    }
  }

  /** One transaction; tells the sinks when it held. */
  private async store(batch: Batch): Promise<boolean> {
    let seqs: ReadonlyMap<SessionId, number>;
    const pieces = [...batch.values()].flat();
    const started = this.clock.now();
    for (const sessionId of batch.keys()) this.queues.get(sessionId)?.sink.sending();
    try {
      seqs = await this.journeys.append(pieces);
    } catch (error) {
      this.failedAt ??= started;
      this.watch.notStored();
      this.log.warn({ err: error, sessions: batch.size }, 'edits could not be stored; trying again');
      return false;
    }
    this.watch.stored(pieces.length, (this.clock.now() - started) / 1_000);
    if (this.failedAt !== null) this.log.info({ sessions: batch.size }, 'edits are stored again');
    this.failedAt = null;
    for (const [sessionId, pieces] of batch) this.report(sessionId, pieces.length, seqs.get(sessionId));
    return true;
  }

  private report(sessionId: SessionId, count: number, seq: number | undefined): void {
    const queue = this.queues.get(sessionId);
    if (!queue) return;
    if (!seq) {
      this.queues.delete(sessionId);
      if (seq === 0) queue.sink.restored();
      else queue.sink.gone();
      return;
    }
    queue.pieces = queue.pieces.slice(count);
    // To the back of the line, so that a busy session does not fill every batch.
    this.queues.delete(sessionId);
    if (queue.pieces.length > 0) this.queues.set(sessionId, { ...queue, retryMs: 0, notBefore: 0 });
    queue.sink.stored(count, seq);
  }
}
