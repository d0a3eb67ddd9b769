import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Structs in one piece; applying them takes a millisecond or two, also in a process that has just started. */
const MOST_STRUCTS = 250;
/** Deleted ranges in one piece. */
const MOST_RANGES = 1_000;

/** What Yjs calls the parts of an update (encoding version 1): the kinds that a journey is made of. */
const KIND = { gone: 0, deleted: 1, text: 4, type: 7, values: 8 } as const;
const KIND_BITS = 0b11111;
const HAS_PARENT_KEY = 0b100000;
const HAS_RIGHT = 0b1000000;
const HAS_LEFT = 0b10000000;
/** Kinds of shared types without a name of their own: array, map and text. */
const LAST_PLAIN_TYPE = 2;

/** Another struct that must be there before this one. */
type Needed = { readonly client: number; readonly clock: number };
/** One struct, as far as it matters here: how long it is in clock values, where it ends, and what it builds on. */
type Struct = { readonly length: number; readonly end: number; readonly needs: readonly Needed[] };

/** The structs of one client in the update, from the next one that was not given out. */
type Cursor = { readonly client: number; clock: number; left: number; at: number; next: Struct | null };

/** Something that is none of the kinds that a journey is made of. */
export class Unfamiliar extends Error {
  override readonly name = 'Unfamiliar';
}

/** How many UTF-16 units a text in UTF-8 has, which is what Yjs counts in. */
function lengthOf(bytes: Uint8Array): number {
  let length = 0;
  for (const byte of bytes) {
    if (byte < 0x80 || byte >= 0xc0) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}

function readContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case KIND.deleted:
      return decoding.readVarUint(decoder);
    case KIND.text:
      return lengthOf(decoding.readVarUint8Array(decoder));
    case KIND.type:
      if (decoding.readVarUint(decoder) > LAST_PLAIN_TYPE) throw new Unfamiliar();
      return 1;
    case KIND.values: {
      const count = decoding.readVarUint(decoder);
      for (let left = count; left > 0; left -= 1) decoding.readAny(decoder);
      return count;
    }
    default:
      throw new Unfamiliar();
  }
}

function readStruct(decoder: decoding.Decoder): Struct {
  const info = decoding.readUint8(decoder);
  const kind = info & KIND_BITS;
  if (kind === KIND.gone) return { length: decoding.readVarUint(decoder), end: decoder.pos, needs: [] };
  const needs: Needed[] = [];
  const readId = () => needs.push({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) });
  if (info & HAS_LEFT) readId();
  if (info & HAS_RIGHT) readId();
  if ((info & (HAS_LEFT | HAS_RIGHT)) === 0) {
    if (decoding.readVarUint(decoder) === 1) decoding.readVarUint8Array(decoder);
    else readId();
    if (info & HAS_PARENT_KEY) decoding.readVarUint8Array(decoder);
  }
  return { length: readContent(decoder, kind), end: decoder.pos, needs };
}

/** Where the structs of each client are. Pauses now and then. */
function* findClients(decoder: decoding.Decoder): Generator<null, Cursor[]> {
  const cursors: Cursor[] = [];
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
    const left = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    cursors.push({ client, clock, left, at: decoder.pos, next: null });
    for (let count = 1; count <= left; count += 1) {
      readStruct(decoder);
      if (count % MOST_STRUCTS === 0) yield null;
    }
  }
  return cursors;
}

/** Structs of one client that follow each other, as bytes from–to of the update. */
type Run = { readonly clock: number; readonly from: number; to: number; count: number };

/** Structs of several clients, of which everything that they build on was given out or is among them. */
class Piece {
  private readonly runs = new Map<number, Run>();
  private readonly decoder: decoding.Decoder;
  count = 0;

  constructor(
    private readonly update: Uint8Array,
    private readonly ends: Map<number, number>,
  ) {
    this.decoder = decoding.createDecoder(update);
  }

  /** Takes from a client as much as may go now; everything when `isForced`. */
  takeFrom(cursor: Cursor, isForced: boolean): void {
    while (cursor.left > 0 && (isForced || this.count < MOST_STRUCTS)) {
      this.decoder.pos = cursor.at;
      cursor.next ??= readStruct(this.decoder);
      const isReady = cursor.next.needs.every(({ client, clock }) => clock < (this.ends.get(client) ?? 0));
      if (!isReady && !isForced) return;
      this.take(cursor, cursor.next);
    }
  }

  encode(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.runs.size);
    for (const [client, { clock, from, to, count }] of this.runs) {
      for (const value of [count, client, clock]) encoding.writeVarUint(encoder, value);
      encoding.writeUint8Array(encoder, this.update.subarray(from, to));
    }
    encoding.writeVarUint(encoder, 0);
    return encoding.toUint8Array(encoder);
  }

  private take(cursor: Cursor, { length, end }: Struct): void {
    const { client, clock, at } = cursor;
    const run = this.runs.get(client) ?? { clock, from: at, to: at, count: 0 };
    run.to = end;
    run.count += 1;
    this.runs.set(client, run);
    this.count += 1;
    cursor.next = null;
    cursor.at = end;
    cursor.left -= 1;
    cursor.clock += length;
    this.ends.set(client, cursor.clock);
  }
}

function* cutStructs(update: Uint8Array, cursors: readonly Cursor[]): Generator<Uint8Array | null> {
  const ends = new Map<number, number>();
  let rest = cursors.filter(({ left }) => left > 0);
  while (rest.length > 0) {
    const piece = new Piece(update, ends);
    for (let before = -1; piece.count !== before && piece.count < MOST_STRUCTS; ) {
      before = piece.count;
      for (const cursor of rest) piece.takeFrom(cursor, false);
    }
    // What builds on something that is not there: whoever applies it will notice.
    if (piece.count === 0) for (const cursor of rest) piece.takeFrom(cursor, true);
    yield piece.encode();
    rest = rest.filter(({ left }) => left > 0);
  }
}

function* cutDeletions(decoder: decoding.Decoder): Generator<Uint8Array> {
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
    const client = decoding.readVarUint(decoder);
    for (let left = decoding.readVarUint(decoder); left > 0; ) {
      const count = Math.min(left, MOST_RANGES);
      const encoder = encoding.createEncoder();
      for (const value of [0, 1, client, count]) encoding.writeVarUint(encoder, value);
      for (let range = 2 * count; range > 0; range -= 1) encoding.writeVarUint(encoder, decoding.readVarUint(decoder));
      yield encoding.toUint8Array(encoder);
      left -= count;
    }
  }
}

/**
 * Cuts a large update (of Yjs, encoding version 1) in pieces that may be applied one after the other, each building only
 * on those before it, so that others get their turn in between. Nothing is decoded that need not be: bytes are copied.
 *
 * @returns pieces; `null` is a pause without one
 * @throws before the first piece: `Unfamiliar` when it holds something that no journey holds, another error when it is no update
 */
export function* cutUpdate(update: Uint8Array): Generator<Uint8Array | null> {
  const decoder = decoding.createDecoder(update);
  const cursors = yield* findClients(decoder);
  yield* cutStructs(update, cursors);
  yield* cutDeletions(decoder);
}
