import type { MemberId, SessionId } from '../../../lib/core/ids';
import type { Whereabouts } from '../cluster/relay';
import type { Peer } from '../links/peer';
import type { RoomDeps } from './deps';
import { Elsewhere } from './elsewhere';
import type { Owners } from './owners';
import {
  encodeEntry,
  GONE,
  inOneFrame,
  isLeaving,
  readStates,
  type Said,
  type Shown,
  StateCheck,
  textOf,
} from './presence-frames';

/** Changes within this time reach the others in one frame, or sooner when there is something else to send them (milliseconds). */
const TICK_MS = 80;
/**
 * The same while people write: if edits went out within this time before, the next ones come soon, and what goes along with them needs no
 * packet of its own.
 */
const WITH_EDITS_MS = 160;
/**
 * How long it gathers for other processes (milliseconds). It goes along with nothing there, and telling and hearing it is a good part of
 * what it costs that two processes share sessions: of 76 hundredths of a processor that both took with 100 busy sessions, 71 were left
 * with 200 instead of 100 milliseconds.
 */
const ELSEWHERE_MS = 200;

/** A page of this process, by the client id that it speaks for. One thing to look up for each of many thousand words a second. */
type Here = {
  readonly client: number;
  readonly memberId: MemberId;
  /** Since when it is here (milliseconds since 1970). */
  readonly since: number;
  readonly check: StateCheck;
  /** What the others see of it; `null` before it said anything, and when it said that it goes. */
  shown: Shown | null;
};

/** What other processes hear of a page. */
function whereaboutsOf({ client, memberId, since }: Here, shown: Shown): Whereabouts {
  return { client, memberId, state: shown === GONE ? '' : textOf(shown), since };
}

/** As another process wrote it. */
const inOnePart = (state: string): Shown => ({ said: state, by: '' });

/**
 * Who is in the room, and where they point. A client speaks for its own id only; who it is, the server says
 * (checks S10, S11). What it gets back carries clocks of the server's: those of the clients start over at a reconnect,
 * and a page would take the fresh state for an old one.
 */
export class Presence {
  private readonly here = new Map<Peer, Here>();
  private readonly elsewhere = new Elsewhere();
  private readonly unfollow: () => void;
  private changed = new Map<number, Shown>();
  /** What other processes have to hear: changes of this one only. */
  private moved = new Map<number, { readonly here: Here; readonly shown: Shown }>();
  private clockValue = 0;
  /** When something else last went out to everybody. */
  private sentAt = 0;
  private cancelTick: (() => void) | undefined;
  private cancelShow: (() => void) | undefined;

  constructor(
    private readonly sessionId: SessionId,
    private readonly peers: ReadonlySet<Peer>,
    private readonly owners: Owners,
    private readonly deps: Pick<RoomDeps, 'clock' | 'relay'>,
  ) {
    this.unfollow = deps.relay.follow(sessionId, {
      onPeople: (place, people, isAll) => this.hear(place, people, isAll),
      onPlaceGone: (place) => this.pass(this.elsewhere.lose(place)),
      whoIsHere: () => [...this.here.values()].flatMap((here) => (here.shown ? whereaboutsOf(here, here.shown) : [])),
    });
  }

  /** Takes in what a client says about itself; `false` when the frame is broken. */
  receive(peer: Peer, data: Uint8Array): boolean {
    const entries = readStates(data);
    if (!entries) return false;
    const first = entries[0];
    const here = this.here.get(peer) ?? (entries.length === 1 && first ? this.bind(peer, first.client) : null);
    const own = here && entries.find(({ client }) => client === here.client);
    if (own) this.update(here, own);
    return true;
  }

  /** Tells a newcomer who is there. */
  introduce(peer: Peer): void {
    const present = new Map<number, Shown>();
    for (const [client, state] of this.elsewhere.people()) present.set(client, inOnePart(state));
    for (const [other, { client, shown }] of this.here) if (other !== peer && shown) present.set(client, shown);
    if (present.size > 0) peer.outbox.push(inOneFrame(this.encode(present)));
  }

  /** Takes somebody out who left. */
  leave(peer: Peer): void {
    const here = this.here.get(peer);
    this.here.delete(peer);
    if (here?.shown) this.move(here, GONE);
  }

  /** Something else goes out to everybody right now: what waits for the tick goes along in the same packet. */
  goAlong(): void {
    this.sentAt = this.deps.clock.now();
    if (this.cancelTick) this.broadcast();
  }

  /** Nobody is left here. Other processes still hear what they did last, and are not listened to any more. */
  stop(): void {
    this.cancelTick?.();
    this.showOthers();
    this.unfollow();
  }

  /** What another process says about its people; who they are was checked there. */
  private hear(place: string, people: readonly Whereabouts[], isAll: boolean): void {
    const credible = people.filter(({ client, memberId, state, since }) => {
      if (state === '') return true;
      if (!this.owners.reserve(client, memberId)) return false;
      const [peer, here] = this.boundTo(client) ?? [];
      // Both may be older than the moment at which the page came here: a whole list, and the last word of where it was before.
      if (here && (isAll || since < here.since)) return false;
      if (peer) this.here.delete(peer);
      return true;
    });
    this.pass(this.elsewhere.hear(place, credible, isAll));
  }

  private pass(changes: ReadonlyMap<number, string>): void {
    for (const [client, state] of changes)
      if (!this.boundTo(client)) this.tell(client, state ? inOnePart(state) : GONE);
  }

  private boundTo(client: number): readonly [Peer, Here] | undefined {
    for (const found of this.here) if (found[1].client === client) return found;
    return undefined;
  }

  private bind(peer: Peer, client: number): Here | null {
    const { memberId } = peer.author;
    if (!this.owners.reserve(client, memberId)) return null;
    // The same page on a new socket, while the old one is not known to be dead yet.
    const [old] = this.boundTo(client) ?? [];
    if (old) this.here.delete(old);
    this.elsewhere.forget(client);
    const check = new StateCheck(peer.identity);
    const here: Here = { client, memberId, since: this.deps.clock.now(), check, shown: null };
    this.here.set(peer, here);
    return here;
  }

  private update(here: Here, said: Said): void {
    if (isLeaving(said)) {
      if (here.shown) this.move(here, GONE);
      here.shown = null;
      return;
    }
    const shown = here.check.withIdentity(said);
    if (shown === null) return;
    here.shown = shown;
    this.move(here, shown);
  }

  /** Somebody of this process moved or left. */
  private move(here: Here, shown: Shown): void {
    const { clock, relay } = this.deps;
    if (relay.isShared) {
      this.moved.set(here.client, { here, shown });
      this.cancelShow ??= clock.after(ELSEWHERE_MS, () => this.showOthers());
    }
    this.tell(here.client, shown);
  }

  private tell(client: number, shown: Shown): void {
    this.changed.set(client, shown);
    if (this.cancelTick) return;
    const { clock } = this.deps;
    const wait = clock.now() - this.sentAt < WITH_EDITS_MS ? WITH_EDITS_MS : TICK_MS;
    this.cancelTick = clock.after(wait, () => this.broadcast());
  }

  private broadcast(): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    const entries = this.encode(this.changed);
    // Not cleared: the engine leaves a thread from what was in a map to what is in it, and would keep all of it for long.
    this.changed = new Map();
    let all: Uint8Array | undefined;
    for (const peer of this.peers) {
      if (!peer.isReading) continue;
      const own = entries.get(this.here.get(peer)?.client ?? Number.NaN);
      if (own === undefined) {
        all ??= inOneFrame(entries);
        peer.outbox.push(all);
      } else if (entries.size > 1) peer.outbox.push(inOneFrame(entries, own));
    }
  }

  /** Tells the other processes. */
  private showOthers(): void {
    this.cancelShow?.();
    this.cancelShow = undefined;
    if (this.moved.size === 0) return;
    const people = Array.from(this.moved.values(), ({ here, shown }) => whereaboutsOf(here, shown));
    this.moved = new Map();
    this.deps.relay.show(this.sessionId, people);
  }

  /** With clocks never lower than one that was given out before, not even by the process before this one. */
  private encode(states: ReadonlyMap<number, Shown>): ReadonlyMap<number, Uint8Array> {
    const entries = new Map<number, Uint8Array>();
    for (const [client, shown] of states) {
      this.clockValue = Math.max(this.clockValue + 1, this.deps.clock.now());
      entries.set(client, encodeEntry(client, this.clockValue, shown));
    }
    return entries;
  }
}
