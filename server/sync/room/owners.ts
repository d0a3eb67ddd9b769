import type { MemberId } from '../../../lib/core/ids';

/**
 * Who a client id of the shared document belongs to: the member who used it first, in this process or any other, now or
 * in an earlier tab. A forged one makes somebody else's next edit vanish without anyone noticing (checks S11).
 */
export class Owners {
  private readonly members = new Map<number, MemberId>();
  private readonly stored = new Set<number>();

  /**
   * @param stored as they are on disk
   * @param lost how far work under a client id once was, when not all of it is there any more. Up to there whoever still has it may
   *   bring it back: it holds what several people wrote, each on top of the others. Nothing that its owner writes from now on can be
   *   hidden that way, because that comes after it
   */
  constructor(
    stored: ReadonlyMap<number, MemberId>,
    private readonly lost: ReadonlyMap<number, number> = new Map(),
  ) {
    this.learn(stored);
  }

  /** Whether this member may write under all of these client ids, each up to that clock. */
  mayClaim(clients: ReadonlyMap<number, number>, memberId: MemberId): boolean {
    for (const [client, end] of clients) {
      if (!this.isFree(client, memberId) && end > (this.lost.get(client) ?? 0)) return false;
    }
    return true;
  }

  /** Those of these client ids that are known to be this member's. */
  among(clients: Iterable<number>, memberId: MemberId): readonly number[] {
    return [...clients].filter((client) => this.members.get(client) === memberId);
  }

  /** Takes client ids for a member, but for those of others. @returns those that are not on disk yet; from now on they count as if they were */
  claim(clients: Iterable<number>, memberId: MemberId): readonly number[] {
    const fresh: number[] = [];
    for (const client of clients) {
      if (!this.isFree(client, memberId)) continue;
      this.members.set(client, memberId);
      if (this.stored.has(client)) continue;
      this.stored.add(client);
      fresh.push(client);
    }
    return fresh;
  }

  /** Takes a client id for as long as the room is in memory: it was seen, but wrote nothing yet. */
  reserve(client: number, memberId: MemberId): boolean {
    if (!this.isFree(client, memberId)) return false;
    this.members.set(client, memberId);
    return true;
  }

  /** Those that are on disk, or on their way there. */
  get kept(): ReadonlyMap<number, MemberId> {
    return new Map([...this.members].filter(([client]) => this.stored.has(client)));
  }

  /** What is on disk, also by other processes: they were first. */
  learn(stored: ReadonlyMap<number, MemberId>): void {
    for (const [client, memberId] of stored) {
      this.members.set(client, memberId);
      this.stored.add(client);
    }
  }

  private isFree(client: number, memberId: MemberId): boolean {
    return (this.members.get(client) ?? memberId) === memberId;
  }
}
