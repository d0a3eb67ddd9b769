import type { MemberId, SessionId } from '@/lib/core/ids';
import type { JourneyLog, PendingUpdate, Remainder, Remnant, StoredJourney } from '@/server/db/contract';
import type { SeededRandom } from '@/tests/support/random';
import type { SimTime } from './sim-time';

/** How the disk behaves at the moment. */
export type DiskMood = {
  /** Milliseconds that one request takes, at least and at most. */
  delay: readonly [number, number];
  /** How many of 100 requests fail without having done anything. */
  failing: number;
  /** How many of 100 commits hold although their answer is an error: the connection to the database broke. */
  ambiguous: number;
};

/** A disk on which everything goes well. */
export const GOOD_MOOD: DiskMood = { delay: [0, 4], failing: 0, ambiguous: 0 };

/** Told in the moment of each commit, before anybody can know of it. */
export type OnCommit = {
  readonly piece: (piece: PendingUpdate) => void;
  readonly snapshot: (data: Uint8Array) => void;
  /** The journey was put back as this. */
  readonly replaced: (data: Uint8Array) => void;
};

/** Lies that the disk can tell, to see that the checks notice. */
export type DiskLies = {
  /** `append` answers some time before it commits. */
  readonly answersEarly?: boolean;
  /** One of so many pieces is never written, though it gets a number. */
  readonly losesOneIn?: number;
};

type Piece = { readonly seq: number; readonly data: Uint8Array };
type Snapshot = Piece & { readonly version: number | undefined };

/** One journey on the disk of all processes, with the promises of `JourneyLog`. */
export class SimDisk {
  mood: DiskMood = GOOD_MOOD;
  private head = 0;
  private restored = 0;
  private snapshot: Snapshot | null = null;
  private updates: Piece[] = [];
  private aside: readonly Uint8Array[] = [];
  private authors = new Map<number, MemberId>();

  constructor(
    private readonly time: SimTime,
    private readonly random: SeededRandom,
    private readonly onCommit: OnCommit,
    private readonly lies: DiskLies = {},
    /** Whether it may be a database server that hands over to a copy that was behind. */
    readonly mayGoBack = false,
  ) {}

  /** The log as one process reaches it; a process that died gets no more answers. */
  logFor(isAlive: () => boolean): JourneyLog {
    const ask = <T>(work: () => T, isCommit = false) => this.ask(work, isAlive, isCommit);
    return {
      mayGoBack: this.mayGoBack,
      append: (batch) =>
        this.lies.answersEarly ? this.appendLater(batch) : ask(() => this.append(batch), batch.length > 0),
      load: () => ask(() => this.read(0)),
      since: (_sessionId, seq) => ask(() => this.read(seq)),
      aside: () => ask(() => this.aside),
      heads: (ids) => ask(() => new Map(ids.map((id) => [id, { seq: this.head, restored: this.restored }]))),
      untidied: async () => [],
      compact: (_sessionId, seq, data, version) => ask(() => this.compact(seq, data, version), true),
    };
  }

  /** What is left of the journey, as one process reaches it. */
  remainderFor(isAlive: () => boolean): Remainder {
    return {
      inspect: () =>
        this.ask(
          () => {
            const { head, restored, snapshot, updates } = this;
            const remnant = ({ seq, data }: Piece): Remnant => {
              return { seq, data, isIntact: true, storedAt: new Date(this.time.now) };
            };
            return {
              head,
              restored,
              snapshot: snapshot && remnant(snapshot),
              pieces: updates.map(remnant),
              points: [],
            };
          },
          isAlive,
          false,
        ),
      replace: (_sessionId, remains, data) =>
        this.ask(
          () => {
            if (remains.restored !== this.restored || remains.snapshot?.seq !== this.snapshot?.seq) return null;
            const seq = Math.max(this.head, remains.head) + 1;
            this.aside = this.read(0).parts;
            Object.assign(this, { head: seq, restored: seq, updates: [] });
            this.snapshot = { seq, data: Uint8Array.from(data), version: undefined };
            this.onCommit.replaced(data);
            return seq;
          },
          isAlive,
          true,
        ),
    };
  }

  /** Makes a copy. @returns what lets the copy take over */
  copy(): () => void {
    const { head, restored, snapshot, aside } = this;
    const content = { head, restored, snapshot, aside, updates: [...this.updates], authors: new Map(this.authors) };
    return () => void Object.assign(this, content);
  }

  /** The number of the last piece. */
  get seq(): number {
    return this.head;
  }

  /** Everything that a fresh process would load, at this moment. */
  parts(): readonly Uint8Array[] {
    return this.read(0).parts;
  }

  private delay(): number {
    const [least, most] = this.mood.delay;
    return least + this.random.below(most - least + 1);
  }

  private ask<T>(work: () => T, isAlive: () => boolean, isCommit: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      this.time.after(this.delay(), () => {
        // Of a process that died meanwhile the request may have been on its way already.
        if (!isAlive() && this.random.below(2) === 0) return;
        const { failing, ambiguous } = this.mood;
        const fails = this.random.below(100) < failing;
        const breaks = isCommit && this.random.below(100) < ambiguous;
        let answer = () => reject(new Error('the disk says no'));
        if (!fails) {
          try {
            const done = work();
            if (!breaks) answer = () => resolve(done);
          } catch (error) {
            answer = () => reject(error);
          }
        }
        this.time.after(this.delay(), () => {
          if (isAlive()) answer();
        });
      });
    });
  }

  private append(batch: readonly PendingUpdate[]): ReadonlyMap<SessionId, number> {
    const heads = new Map<SessionId, number>();
    for (const piece of batch) {
      if ((piece.restored ?? 0) !== this.restored) {
        heads.set(piece.sessionId, 0);
        continue;
      }
      this.head += 1;
      heads.set(piece.sessionId, this.head);
      const { losesOneIn } = this.lies;
      if (losesOneIn && this.head > 1 && this.random.below(losesOneIn) === 0) continue;
      this.updates.push({ seq: this.head, data: Uint8Array.from(piece.data) });
      const { memberId } = piece;
      if (memberId) for (const client of piece.authors ?? []) this.authors.set(client, memberId);
      this.onCommit.piece(piece);
    }
    return heads;
  }

  private appendLater(batch: readonly PendingUpdate[]): Promise<ReadonlyMap<SessionId, number>> {
    const last = this.head + batch.length;
    this.time.after(20, () => this.append(batch));
    return Promise.resolve(new Map(batch.map(({ sessionId }) => [sessionId, last])));
  }

  private read(seq: number): StoredJourney {
    const snapshot = this.snapshot && this.snapshot.seq > seq ? this.snapshot : null;
    const start = snapshot?.seq ?? seq;
    const later = this.updates.filter((update) => update.seq > start);
    const parts = [...(snapshot ? [snapshot] : []), ...later].map(({ data }) => Uint8Array.from(data));
    return {
      seq: this.head,
      parts,
      authors: new Map(this.authors),
      restored: this.restored,
      snapshotVersion: snapshot?.version,
    };
  }

  private compact(seq: number, data: Uint8Array, version: number | undefined): void {
    if (this.snapshot && this.snapshot.seq >= seq) return;
    if (this.head < seq) throw new Error(`there is no piece ${seq} yet`);
    this.snapshot = { seq, data: Uint8Array.from(data), version };
    this.updates = this.updates.filter((update) => update.seq > seq);
    this.onCommit.snapshot(data);
  }
}
