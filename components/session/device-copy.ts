import type * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { asParts, type CopyPart, ownIn, tidied, wholeInParts } from '@/lib/collab/copy-parts';
import type { SaveState } from '@/lib/collab/save-mark';
import type { Unsaved, UnsavedText } from '@/lib/collab/unsaved';
import type { KeptEdits } from '@/lib/collab/unsent';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import {
  addParts,
  canKeepCopies,
  copyKey,
  type DeviceDb,
  dropParts,
  inTransaction,
  openCopies,
  type PendingWork,
  pendingIn,
  removeCopies,
  takeCopy,
  tidyParts,
  type Writing,
} from './device-db';

/** A copy that nobody opens is removed after this many days. */
export const COPY_DAYS = 7;
/** How long edits may wait for the disk of this device while the server takes them; without it nothing waits (milliseconds). */
const GATHER_MS = 500;
/** A database that does not open in this time, such as one that another tab is removing, is done without (milliseconds). */
const PATIENCE_MS = 8_000;

/** Whether this device keeps a copy. `failed`: it should, and cannot now; `unavailable`: this browser never can. */
export type DeviceState = {
  readonly kind: 'off' | 'on' | 'failed' | 'unavailable';
  /** When the copy goes, in milliseconds since 1970. */
  readonly until: number;
  /** Edits without an acknowledgement that are in the copy for certain. */
  readonly kept: number;
};

/** What an earlier visit left on this device. */
export type Kept = {
  /** When it last followed the journey, in milliseconds since 1970. */
  readonly at: number;
  readonly parts: readonly CopyPart[];
  readonly pending: PendingWork & KeptEdits;
  readonly lost: readonly UnsavedText[];
};

/** The room that a copy follows. */
export type Followed = {
  readonly doc: Y.Doc;
  readonly save: Pick<StoreApi<SaveState>, 'getState' | 'subscribe'>;
  readonly unsaved: Pick<Unsaved, 'places'>;
  readonly unsent: () => readonly Uint8Array[];
};

const OFF: DeviceState = { kind: 'off', until: 0, kept: 0 };

const countOf = (save: SaveState): number => ('count' in save ? save.count : 0);
const isCutOff = (save: SaveState): boolean => save.kind === 'unsaved' && save.count > 0;
const isFollowing = ({ kind }: SaveState): boolean => kind === 'saved' || kind === 'saving';
const waitFor = (save: SaveState): number => (isCutOff(save) ? 0 : GATHER_MS);

/**
 * Keeps one journey on this device as well, when its user asked for that: the document with every edit that no server
 * has acknowledged. What it says it keeps, it keeps: a transaction of the database has ended by then.
 */
export class DeviceCopy {
  readonly state: StoreApi<DeviceState> = createStore<DeviceState>(() =>
    canKeepCopies() ? OFF : { ...OFF, kind: 'unavailable' },
  );
  private readonly key: string;
  private readonly tab: string = newId();
  private db: DeviceDb | null = null;
  private followed: Followed | null = null;
  private unfollow: () => void = () => undefined;
  /** The copy that this tab has written everything into; another one in the database gets everything again. */
  private epoch: string | null = null;
  private startAnew = false;
  private queue: CopyPart[] = [];
  private lost: readonly UnsavedText[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: Promise<void> = Promise.resolve();
  private isDirty = false;
  /** How many edits of the room that is followed the server has taken since it is followed. */
  private acknowledged = 0;

  /** @param sessionEnds when the session itself is removed, in milliseconds since 1970 */
  constructor(
    private readonly sessionId: SessionId,
    private readonly memberId: MemberId,
    private readonly sessionEnds: number = Number.POSITIVE_INFINITY,
  ) {
    this.key = copyKey(sessionId, memberId);
  }

  /** Reads what an earlier visit left, and removes what has had its time or was somebody else's. Never throws. */
  async load(): Promise<Kept | null> {
    let isLate = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((done) => {
      timer = setTimeout(() => {
        isLate = true;
        done(null);
      }, PATIENCE_MS);
    });
    try {
      return await Promise.race([this.read(() => isLate), late]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Follows a room; the copy holds it from now on. `anew`: what the copy held before is not the truth any more. */
  follow(room: Followed, anew = false): void {
    this.unfollow();
    this.followed = room;
    if (anew) {
      this.startAnew = true;
      this.queue = [];
    }
    const onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (!this.isOn()) return;
      this.queue.push({ data: update, isOwn: local });
      this.plan(waitFor(room.save.getState()));
    };
    room.doc.on('update', onUpdate);
    const unsubscribe = room.save.subscribe((now, before) => {
      this.noteAcks(countOf(before) - countOf(now));
      this.plan(waitFor(now));
    });
    this.unfollow = () => {
      room.doc.off('update', onUpdate);
      unsubscribe();
    };
    this.plan(0);
  }

  /** Keeps a copy from now on. Never throws; the state says how it went. */
  async switchOn(): Promise<void> {
    if (!canKeepCopies()) return;
    try {
      this.db ??= await openCopies({ create: true, onGone: this.onGone });
      if (!this.db) return;
      const { key, sessionId, memberId } = this;
      const until = this.until();
      const row = { key, sessionId, memberId, at: Date.now(), until, epoch: newId(), tabs: {}, lost: this.lost };
      await inTransaction(this.db, true, (transaction) => transaction.objectStore('copies').put(row));
      this.epoch = null;
      this.state.setState({ kind: 'on', until, kept: 0 });
      this.plan(0);
      await this.settled();
    } catch {
      this.state.setState({ kind: 'failed', kept: 0 });
    }
  }

  /** Stops keeping, and removes what was kept here, in all tabs. */
  async switchOff(): Promise<void> {
    this.close();
    if (canKeepCopies()) await removeCopies(({ key }) => key === this.key).catch(() => undefined);
  }

  /** Texts that the server did not take stay in the copy until somebody has seen them. */
  keepLost(lost: readonly UnsavedText[]): void {
    this.lost = lost;
    this.plan(0);
  }

  /** Resolves when everything up to now is written, or could not be. */
  async settled(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  destroy(): void {
    this.unfollow();
    // What waited for its turn is written first.
    void this.settled().then(() => this.close());
  }

  /** What the server has taken is not among what only this device keeps any more. */
  private noteAcks(acknowledged: number): void {
    if (acknowledged <= 0) return;
    this.acknowledged += acknowledged;
    const { kept } = this.state.getState();
    if (kept > 0) this.state.setState({ kept: Math.max(0, kept - acknowledged) });
  }

  private isOn(): boolean {
    return this.db !== null;
  }

  private readonly onGone = (): void => {
    this.db = null;
    this.close();
  };

  private close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.db?.close();
    this.db = null;
    this.epoch = null;
    this.queue = [];
    if (this.state.getState().kind !== 'unavailable') this.state.setState(OFF, true);
  }

  private until(): number {
    return Math.min(Date.now() + COPY_DAYS * 86_400_000, this.sessionEnds);
  }

  private async read(isLate: () => boolean): Promise<Kept | null> {
    const now = Date.now();
    const { sessionId, key } = this;
    await removeCopies((row) => row.until <= now || (row.sessionId === sessionId && row.key !== key));
    const db = await openCopies({ create: false, onGone: this.onGone });
    if (!db || isLate()) {
      db?.close();
      return null;
    }
    const until = this.until();
    const found = await takeCopy(db, key, this.tab, until);
    if (!found || isLate()) {
      db.close();
      return null;
    }
    const { row, pending, parts } = found;
    this.db = db;
    this.epoch = row.epoch;
    this.lost = row.lost;
    this.state.setState({ kind: 'on', until, kept: pending.count });
    return { at: row.at, parts, pending: { ...pending, updates: ownIn(parts) }, lost: row.lost };
  }

  private plan(ms: number): void {
    if (!this.isOn()) return;
    if (ms > 0) {
      this.timer ??= setTimeout(() => void this.settled(), ms);
      return;
    }
    void this.settled();
  }

  /** One transaction at a time; what comes in meanwhile goes into the next. */
  private flush(): Promise<void> {
    if (this.isDirty) return this.work;
    this.isDirty = true;
    this.work = this.work.then(async () => {
      this.isDirty = false;
      if (this.db && this.followed) await this.write(this.db, this.followed);
    });
    return this.work;
  }

  private async write(db: DeviceDb, room: Followed): Promise<void> {
    const save = room.save.getState();
    const { queue, acknowledged, startAnew: isAnew } = this;
    this.queue = [];
    try {
      const written = await inTransaction(db, isCutOff(save), (transaction) => this.add(transaction, room, queue));
      if (written === null) return this.close();
      if (isAnew && this.followed === room) this.startAnew = false;
      this.epoch = written.epoch;
      if (this.db !== db) return;
      const kept = Math.max(0, countOf(save) - (this.acknowledged - acknowledged));
      this.state.setState({ kind: 'on', until: written.until, kept: this.followed === room ? kept : 0 });
    } catch {
      // Full, or taken away: everything goes into the next attempt.
      this.epoch = null;
      if (this.db === db) this.state.setState({ kind: 'failed', kept: 0 });
    }
  }

  private async add(transaction: Writing, room: Followed, queue: readonly CopyPart[]) {
    const { key, lost, startAnew } = this;
    const { doc, save, unsaved, unsent } = room;
    const pending = { count: countOf(save.getState()), places: [...unsaved.places()] };
    const row = await transaction.objectStore('copies').get(key);
    if (!row) return null;
    const epoch = startAnew ? newId() : row.epoch;
    if (startAnew) await dropParts(transaction, key);
    // Another tab, or somebody who switched it off and on, may have begun it anew: then everything is missing.
    const isAll = startAnew || row.epoch !== this.epoch;
    await addParts(transaction, key, isAll ? wholeInParts(doc, unsent()) : asParts(queue));
    const tabs = { ...(startAnew ? {} : row.tabs), [this.tab]: pending };
    // Only a tab itself knows which of its edits the server has.
    const isAlone = pendingIn({ tabs }).count === pending.count;
    await tidyParts(transaction, key, (parts) => tidied(parts, isAlone ? unsent() : ownIn(parts)));
    const at = isFollowing(save.getState()) ? Date.now() : row.at;
    const next = { ...row, at, until: this.until(), epoch, tabs, lost };
    await transaction.objectStore('copies').put(next);
    return next;
  }
}
