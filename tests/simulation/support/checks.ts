import * as decoding from 'lib0/decoding';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { MemberId } from '@/lib/core/ids';
import { mayApprove, mayEditJourney } from '@/lib/method/permissions';
import type { Role } from '@/lib/method/roles';
import type { PendingUpdate } from '@/server/db/contract';
import type { Watch } from './connection';
import type { Caller } from './network';
import type { SimTime } from './sim-time';
import { decode, Truth } from './truth';

/** A rule that did not hold. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** A member as the database of the site knows them. */
export type Member = { readonly id: MemberId; role: Role; isRemoved: boolean; changedAt: number };

/** What was true of a frame with edits when it reached a process. */
type Arrival = {
  readonly member: Member;
  readonly role: Role;
  readonly wasRemoved: boolean;
  readonly forgery: string | undefined;
};

/** The payload of a sync frame that tells edits; `null` for every other frame. */
function editsIn(frame: Uint8Array): Uint8Array | null {
  if (frame[0] !== MESSAGE.sync || (frame[1] !== SYNC.update && frame[1] !== SYNC.step2)) return null;
  const decoder = decoding.createDecoder(frame);
  decoder.pos = 2;
  return decoding.readVarUint8Array(decoder);
}

function readEdits(frame: Uint8Array): Uint8Array | null {
  try {
    return editsIn(frame);
  } catch {
    return null;
  }
}

function ackIn(frame: Uint8Array): number | null {
  if (frame[0] !== MESSAGE.saved) return null;
  const decoder = decoding.createDecoder(frame);
  decoder.pos = 1;
  return decoding.readVarUint(decoder);
}

/** What must hold at every moment of a workshop. Each method throws a `Violation` when it does not. */
export class Checks {
  readonly truth = new Truth((origin) => this.approved(origin));
  readonly counts = { commits: 0, shown: 0, acknowledged: 0, refused: 0, forged: 0 };
  private readonly arrivals = new WeakMap<ArrayBufferLike, Arrival>();
  /** By what they say: over HTTP the server takes frames out of a larger body. Of who said it first, as they said it last. */
  private readonly sayings = new Map<string, Arrival>();
  /** What is forged, with what is wrong with it. */
  private readonly forged = new Map<string, string>();
  /** The first rule that was broken; the workshop ends at once. */
  violation: Violation | undefined;

  constructor(
    private readonly time: SimTime,
    private readonly members: ReadonlyMap<string, Member>,
    private readonly goesBack = false,
  ) {}

  /** Something that must be so. */
  must(holds: boolean, what: string): void {
    if (!holds) this.violation ??= new Violation(`${what}, at ${this.time.now}`);
  }

  /** Looks at one connection, in the moment at which a process gets or gives a frame. */
  watch(caller: Caller): Watch {
    const member = this.members.get(caller.memberId);
    const received: Uint8Array[] = [];
    let checked = 0;
    return {
      received: (frame) => {
        const edits = readEdits(frame);
        if (!edits) return;
        received.push(edits);
        if (!member) return;
        const forgery = this.forged.get(keyOf(edits));
        const arrival = { member, role: member.role, wasRemoved: member.isRemoved, forgery };
        this.arrivals.set(frame.buffer, arrival);
        const key = keyOf(edits);
        if ((this.sayings.get(key) ?? arrival).member === member) this.sayings.set(key, arrival);
      },
      sent: (frame) => {
        const edits = readEdits(frame);
        if (edits) {
          this.counts.shown += 1;
          this.must(this.truth.has(decode(edits)), `${caller.name} was shown what is not on the disk`);
        }
        const acknowledged = ackIn(frame) ?? 0;
        this.must(acknowledged <= received.length, `${caller.name} got an ack of what it never sent`);
        for (; checked < acknowledged; checked += 1) {
          const update = received[checked];
          this.counts.acknowledged += 1;
          this.must(
            update !== undefined && this.truth.has(decode(update)),
            `${caller.name} got an ack of frame ${checked + 1}, which is not on the disk`,
          );
        }
      },
    };
  }

  /** Somebody sends what no rule allows: it must never be committed. */
  forge(update: Uint8Array, what: string): void {
    this.counts.forged += 1;
    this.forged.set(keyOf(update), what);
  }

  /** A piece is committed in this moment. */
  commit(piece: PendingUpdate): void {
    this.counts.commits += 1;
    if (this.isReturned(piece)) return;
    const arrival = this.arrivalOf(piece);
    this.must((arrival === undefined) === (piece.memberId === null), 'a piece came from nowhere');
    if (arrival) {
      const { member, role, wasRemoved } = arrival;
      this.must(member.id === piece.memberId, 'a piece was stored under the wrong name');
      this.must(!wasRemoved, 'something of a removed member was stored');
      this.must(mayEditJourney({ role, isOwner: false }), `something of the role ${role} was stored`);
    }
    if (arrival?.forgery === undefined) this.truth.add(piece.data, piece);
    else this.commitForgery(piece, arrival.forgery);
  }

  /** Into a database that goes back, the server itself stores once more whatever it has, and whose it is. */
  private isReturned({ data, memberId }: PendingUpdate): boolean {
    if (!this.goesBack) return false;
    const { structs, ds } = decode(data);
    const isEmpty = structs.length === 0 && ds.clients.size === 0;
    if (memberId === null) this.truth.add(data, null);
    return isEmpty || memberId === null;
  }

  /** A forgery that something newer stands above changes nothing for anybody; every other must have been refused. */
  private commitForgery(piece: PendingUpdate, forgery: string): void {
    const facts = decode(piece.data);
    const deletesNothing = this.truth.hasDeleted(facts);
    this.truth.add(piece.data, piece);
    this.must(deletesNothing && this.truth.hasForgotten(facts), `a forgery was stored: ${forgery}`);
  }

  private arrivalOf({ data }: PendingUpdate): Arrival | undefined {
    return this.arrivals.get(data.buffer) ?? this.sayings.get(keyOf(data));
  }

  private approved(origin: unknown): void {
    const arrival = origin ? this.arrivalOf(origin as PendingUpdate) : undefined;
    this.must(
      !arrival || mayApprove({ role: arrival.role, isOwner: false }),
      `the role ${arrival?.role} changed an approval`,
    );
  }
}

const keyOf = (update: Uint8Array): string => Buffer.from(update).toString('latin1');
