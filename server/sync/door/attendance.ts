import { CLOSE } from '../../../lib/collab/protocol';
import type { MemberId, SessionId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import type { Revocation } from '../cluster/relay';
import type { Admission } from '../contract';
import { Backlog } from '../links/backlog';
import { Budget } from '../links/budget';
import { startHeartbeat } from '../links/heartbeat';
import { type Link, OFFENCES } from '../links/link';
import { Peer } from '../links/peer';
import { type ServeDeps, serve, serveEarly } from '../links/serve';
import type { RoomsOptions, SyncLog } from '../options';
import type { LinkKind, SyncWatch } from '../watch';
import type { Visitor } from './reception';
import { Recheck } from './recheck';
import { Traffic } from './traffic';

/** Bytes of frames that are still coming in pieces, over all connections. */
const UNFINISHED = 64 * 1_024 * 1_024;

/** What who loses access is told. */
const CODES = {
  session: CLOSE.sessionGone,
  removed: CLOSE.removed,
  changed: CLOSE.memberChanged,
  signIn: CLOSE.signedOut,
} as const;

/** Whom a revocation is about. */
function meantBy(revocation: Revocation): (admission: Admission) => boolean {
  if (revocation.kind === 'signIn') return ({ signInId }) => signInId === revocation.signInId;
  const memberId = revocation.kind === 'session' ? null : revocation.memberId;
  return ({ sessionId, identity }) =>
    sessionId === revocation.sessionId && (memberId === null || identity.memberId === memberId);
}

export type AttendanceParts = Pick<RoomsOptions, 'traffic' | 'backlog' | 'review' | 'reviewEveryMs'> & {
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly watch: SyncWatch;
  /** A member's connection had to be ended because of what came over it. */
  readonly onOffence: (memberId: MemberId) => void;
};

type Who = { readonly session: SessionId; readonly member: MemberId };

/** Everybody who is in, in whichever room: serves them, counts what they send, and ends their connections. */
export class Attendance {
  private readonly peers = new Set<Peer>();
  private readonly unfinished = new Budget(UNFINISHED);
  private readonly traffic: Traffic;
  private readonly backlog: Backlog;
  private readonly recheck: Recheck | null;
  private readonly stopHeartbeat: () => void;

  constructor(private readonly parts: AttendanceParts) {
    const { clock, log, review, reviewEveryMs: everyMs } = parts;
    this.traffic = new Traffic(parts.traffic);
    this.backlog = new Backlog(parts.backlog);
    this.recheck = review ? new Recheck({ people: () => this.peers, review, clock, log, everyMs }) : null;
    this.stopHeartbeat = startHeartbeat(() => this.peers, clock);
  }

  /** How many connections there are. */
  get size(): number {
    return this.peers.size;
  }

  /** How many connections there are of each kind. */
  byKind(): Readonly<Record<LinkKind, number>> {
    const count: Record<LinkKind, number> = { socket: 0, poll: 0 };
    for (const { kind } of this.peers) count[kind] += 1;
    return count;
  }

  /** Takes a visitor in; one who cannot be served hears why. */
  readonly serve = (link: Link, visitor: Visitor): void => {
    if (visitor.glance) {
      const { glance, place } = visitor;
      this.attend(link, visitor, (peer, deps) => serveEarly(glance, place, peer, deps));
      return;
    }
    const { room } = visitor.place;
    if (room && !room.isBroken) {
      this.attend(link, visitor, (peer, deps) => serve(room, peer, deps));
      return;
    }
    link.listen({ onFrame: () => undefined, onAlive: () => undefined, onEnd: visitor.leave });
    // It may have been given up while they came in.
    link.close(visitor.place.refusal ?? CLOSE.tryAgain);
  };

  /** Ends the connections of whoever lost access. */
  revoke(revocation: Revocation): void {
    const isMeant = meantBy(revocation);
    for (const peer of [...this.peers]) if (isMeant(peer.admission)) peer.close(CODES[revocation.kind]);
  }

  /** Takes nothing more from anybody. */
  pause(): void {
    this.stopHeartbeat();
    this.recheck?.stop();
    for (const peer of this.peers) peer.pause();
  }

  /** Asks everybody to come back later; resolves when they are gone. */
  async dismiss(): Promise<void> {
    await Promise.all([...this.peers].map((peer) => peer.closed(CLOSE.tryAgain)));
  }

  private attend(link: Link, visitor: Visitor, begin: (peer: Peer, deps: ServeDeps) => void): void {
    const peer = this.peerFor(link, visitor);
    this.peers.add(peer);
    const onEnd = () => {
      this.peers.delete(peer);
      visitor.leave();
    };
    begin(peer, { clock: this.parts.clock, unfinished: this.unfinished, onEnd });
  }

  private peerFor(link: Link, { admission, address }: Visitor): Peer {
    const { clock, log, watch } = this.parts;
    const { sessionId, identity } = admission;
    const who: Who = { session: sessionId, member: identity.memberId };
    log.info({ ...who, role: identity.role, kind: link.kind }, 'let in');
    let wasRefused = false;
    return new Peer({
      admission,
      link,
      clock,
      meter: this.traffic.meter(address, identity.memberId, clock.now()),
      backlog: this.backlog,
      onRefused: (reason) => {
        watch.refused(reason);
        // The first of a connection: what comes after it is refused as well, and must not fill the log.
        if (!wasRefused) log.info({ ...who, reason }, 'edit refused');
        wasRefused = true;
      },
      onClose: (code) => this.ended(who, code),
      onSlow: () => {
        watch.dropped();
        log.info(who, 'does not read; dropped');
      },
    });
  }

  private ended(who: Who, code: number): void {
    const { log, watch, onOffence } = this.parts;
    watch.ended(code);
    log.info({ ...who, code }, 'connection ended');
    if (OFFENCES.includes(code)) onOffence(who.member);
  }
}
