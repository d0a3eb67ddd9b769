/** How a page talks with the server. */
export type Way = 'socket' | 'http';

/** Without a first sync for this long over a web socket, HTTP gets a chance (milliseconds). */
const PATIENCE_MS = 4_000;
/** A web socket that breaks off within this time after opening breaks off early (milliseconds). */
const EARLY_MS = 10_000;
/** A web socket that held for this long is one to rely on (milliseconds). */
const PROVEN_MS = 60_000;
/** Early breaks in a row after which HTTP takes over; fewer for a socket that was tried anew. */
const MOST_EARLY = 2;
/** Attempts over HTTP that may fail in a row, before a web socket is tried again. */
const MOST_FAILED = 2;
/** First and longest pause between two probes of the web socket, while HTTP serves (milliseconds). */
const FIRST_PROBE_MS = 30_000;
const LAST_PROBE_MS = 300_000;
/** The same where a web socket did well before: then it was the server or the network that was away for a moment. */
const SOON_MS = 5_000;

type Attempt = { readonly way: Way; readonly startedAt: number; openedAt: number | null; isSynced: boolean };

/**
 * Chooses between web socket and HTTP. Pure bookkeeping without clock or connection: the caller reports what happens,
 * and when (milliseconds of a clock that never runs back), and asks what to do.
 *
 * The web socket comes first, because it is quicker. Where it does not work it is looked at now and then; where nothing
 * works, both ways take turns, so that whichever works first serves.
 */
export class WayChoice {
  /** The way of the next attempt. */
  way: Way = 'socket';
  private attempt: Attempt | null = null;
  /** Since when there was no sync. */
  private seekingSince: number | null = null;
  private triedHttp = false;
  private failedInARow = 0;
  private earlyInARow = 0;
  private mostEarly = MOST_EARLY;
  private isProven = false;
  private probePause = FIRST_PROBE_MS;
  private probeAt: number | null = null;

  /** An attempt to connect begins. */
  began(now: number): void {
    this.seekingSince ??= now;
    if (this.way === 'http') this.triedHttp = true;
    this.attempt = { way: this.way, startedAt: now, openedAt: null, isSynced: false };
  }

  /** The connection is open. */
  opened(now: number): void {
    if (this.attempt) this.attempt.openedAt = now;
  }

  /** The first sync on this connection is done. */
  synced(now: number): void {
    if (!this.attempt) return;
    this.attempt.isSynced = true;
    this.seekingSince = null;
    this.triedHttp = false;
    this.failedInARow = 0;
    if (this.attempt.way === 'http') this.probeAt ??= now + (this.isProven ? SOON_MS : this.probePause);
  }

  /** The connection ended. `isMeant`: by one side's own will, which says nothing about the network. */
  closed(now: number, isMeant: boolean): void {
    const { attempt } = this;
    this.attempt = null;
    if (attempt?.way === 'socket') this.socketClosed(attempt, now, isMeant);
    else if (attempt && !attempt.isSynced) {
      this.failedInARow += 1;
      if (this.failedInARow >= MOST_FAILED) this.turnTo('socket');
    }
  }

  /** Whether what is under way must be given up for another attempt, over the other way. */
  mustTurn(now: number): boolean {
    const { attempt, seekingSince } = this;
    if (this.way !== 'socket' || attempt?.isSynced || seekingSince === null) return false;
    const since = this.triedHttp ? (attempt?.startedAt ?? now) : seekingSince;
    if (now - since < PATIENCE_MS) return false;
    this.attempt = null;
    this.turnTo('http');
    return true;
  }

  /** Whether it is time to look whether a web socket works by now; asks for one look only. */
  mustProbe(now: number): boolean {
    if (this.probeAt === null || !this.attempt?.isSynced || now < this.probeAt) return false;
    this.probeAt = null;
    return true;
  }

  /** What the look found. `true`: the caller changes over. */
  probed(now: number, works: boolean): void {
    // The first look came sooner than the pause.
    if (!this.isProven) this.probePause = Math.min(2 * this.probePause, LAST_PROBE_MS);
    this.isProven = false;
    if (!works) {
      this.probeAt = now + this.probePause;
      return;
    }
    this.mostEarly = 1;
    this.attempt = null;
    this.turnTo('socket');
  }

  private turnTo(way: Way): void {
    this.way = way;
    this.probeAt = null;
    this.failedInARow = 0;
    this.earlyInARow = 0;
  }

  private socketClosed({ openedAt, isSynced }: Attempt, now: number, isMeant: boolean): void {
    const lasted = openedAt === null ? 0 : now - openedAt;
    if (lasted >= EARLY_MS && isSynced) {
      this.earlyInARow = 0;
      this.isProven = true;
    } else if (openedAt !== null && !isMeant) this.earlyInARow += 1;
    if (lasted >= PROVEN_MS) {
      this.mostEarly = MOST_EARLY;
      this.probePause = FIRST_PROBE_MS;
    }
    if (this.earlyInARow >= this.mostEarly) this.turnTo('http');
    else if (this.triedHttp) this.turnTo('http');
  }
}
