import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { presenceSchema } from '../../lib/collab/presence';
import { MESSAGE } from '../../lib/collab/protocol';
import type { MemberId } from '../../lib/core/ids';
import type { Clock } from './clock';
import type { Peer } from './peer';

/** Changes within this time reach the others in one frame (milliseconds). */
const TICK_MS = 50;
/** Longest state of one client, in characters of JSON; a caret with two positions takes under a thousand. */
const MAX_STATE = 2_048;
/** Most entries that are looked at in one frame. */
const MAX_ENTRIES = 200;

type Entry = { readonly client: number; readonly state: string };

/** Reads an awareness frame; `null` when it is none. */
function readStates(data: Uint8Array): readonly Entry[] | null {
  try {
    const decoder = decoding.createDecoder(data);
    const count = decoding.readVarUint(decoder);
    if (count > MAX_ENTRIES) return null;
    const entries: Entry[] = [];
    for (let index = 0; index < count; index += 1) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      entries.push({ client, state: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null;
  }
}

function parseState(text: string): unknown {
  if (text.length > MAX_STATE) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Who is in the room, and where they point. A client speaks for its own id only; who it is, the server says
 * (checks S10, S11). What it gets back carries clocks of the server's: those of the clients start over at a reconnect,
 * and a page would take the fresh state for an old one.
 */
export class Presence {
  private readonly states = new Map<Peer, Entry>();
  /** A client id belongs to the member that used it first, also after a reconnect. */
  private readonly owners = new Map<number, MemberId>();
  private readonly clients = new Map<Peer, number>();
  private changed = new Map<number, string>();
  private clockValue = 0;
  private scheduled = false;

  constructor(
    private readonly peers: ReadonlySet<Peer>,
    private readonly clock: Clock,
  ) {}

  /** Takes in what a client says about itself; `false` when the frame is broken. */
  receive(peer: Peer, data: Uint8Array): boolean {
    const entries = readStates(data);
    if (!entries) return false;
    const first = entries[0];
    if (entries.length === 1 && first) this.bind(peer, first.client);
    const own = entries.find(({ client }) => client === this.clients.get(peer));
    if (own) this.update(peer, own);
    return true;
  }

  /** Tells a newcomer who is there. */
  introduce(peer: Peer): void {
    const present = new Map<number, string>();
    for (const [other, { client, state }] of this.states) if (other !== peer) present.set(client, state);
    if (present.size > 0) peer.outbox.push(this.encode(present));
  }

  /** Takes somebody out who left. */
  leave(peer: Peer): void {
    const entry = this.states.get(peer);
    this.clients.delete(peer);
    if (entry && this.states.delete(peer)) this.tell(entry.client, 'null');
  }

  private bind(peer: Peer, client: number): void {
    if (this.clients.has(peer)) return;
    const owner = this.owners.get(client) ?? peer.author.memberId;
    if (owner !== peer.author.memberId) return;
    // The same page on a new socket, while the old one is not known to be dead yet.
    for (const [other, bound] of this.clients) {
      if (bound !== client) continue;
      this.clients.delete(other);
      this.states.delete(other);
    }
    this.owners.set(client, owner);
    this.clients.set(peer, client);
  }

  private update(peer: Peer, { client, state: text }: Entry): void {
    const raw = parseState(text);
    if (raw === null) {
      if (this.states.delete(peer)) this.tell(client, 'null');
      return;
    }
    const parsed = presenceSchema.safeParse(raw);
    if (!parsed.success) return;
    const state = JSON.stringify({ ...parsed.data, member: peer.admission.identity });
    this.states.set(peer, { client, state });
    this.tell(client, state);
  }

  private tell(client: number, state: string): void {
    this.changed.set(client, state);
    if (this.scheduled) return;
    this.scheduled = true;
    this.clock.after(TICK_MS, () => this.broadcast());
  }

  private broadcast(): void {
    this.scheduled = false;
    const changed = this.changed;
    this.changed = new Map();
    const all = this.encode(changed);
    for (const peer of this.peers) {
      const own = this.clients.get(peer);
      if (own === undefined || !changed.has(own)) {
        peer.outbox.push(all);
        continue;
      }
      const others = new Map(changed);
      others.delete(own);
      if (others.size > 0) peer.outbox.push(this.encode(others));
    }
  }

  /** Never lower than a clock that was given out before, not even by the process before this one. */
  private nextClock(): number {
    this.clockValue = Math.max(this.clockValue + 1, this.clock.now());
    return this.clockValue;
  }

  private encode(states: ReadonlyMap<number, string>): Uint8Array {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, states.size);
    for (const [client, state] of states) {
      encoding.writeVarUint(inner, client);
      encoding.writeVarUint(inner, this.nextClock());
      encoding.writeVarString(inner, state);
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    return encoding.toUint8Array(encoder);
  }
}
