import * as Y from 'yjs';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { Cursor } from './bytes';
import { type Dialect, NOTHING_NEW, type Place, presenceMessage, QUESTION } from './dialect';
import { clientFrame, LightSocket, masked } from './light-socket';
import type { Script } from './script';
import type { Tally } from './tally';

/** Hocuspocus answers some questions with a type of its own, written like `sync`. */
const SYNC_REPLY = 4;
const RING = 256;
const X = Buffer.from('"x":0.1');
/** Digits that number a movement, and one more so that no zero at the end falls off. */
const DIGITS = 6;

const cursor = new Cursor();

/** Where a person in a seat points, has their caret and is typing: what our own pages send. */
function presenceState({ touchpointId, client }: Script): string {
  const place = (clock: number) => JSON.stringify({ type: null, tname: null, item: { client, clock }, assoc: 0 });
  return JSON.stringify({
    pointer: { cell: `${touchpointId}:touch`, x: 0.1, y: 0.437 },
    selected: touchpointId,
    typing: { touchpointId, field: 'message' },
    caret: { touchpointId, anchor: place(120), head: place(120) },
  }).replace('"x":0.1', `"x":0.1${'0'.repeat(DIGITS)}1`);
}

export type PersonOptions = {
  readonly port: number;
  readonly place: Place;
  readonly dialect: Dialect;
  readonly seat: number;
  readonly scripts: readonly Script[];
  readonly tally: Tally;
  readonly from?: string;
};

/** Frames are the same for everybody in a seat, as long as nothing stands before them. */
const framesOf = new WeakMap<Script, Buffer[]>();

function editFrame(script: Script, edit: number, prefix: Uint8Array): Buffer | undefined {
  const update = script.updates[edit];
  if (!update) return undefined;
  if (prefix.length > 0) return clientFrame(message(prefix, updateMessage(update)));
  const frames = framesOf.get(script) ?? [];
  framesOf.set(script, frames);
  frames[edit] ??= clientFrame(updateMessage(update));
  return frames[edit];
}

const message = (prefix: Uint8Array, body: Uint8Array): Uint8Array =>
  prefix.length === 0 ? body : Buffer.concat([prefix, body]);

function updateMessage(update: Uint8Array): Uint8Array {
  const head: number[] = [MESSAGE.sync, SYNC.update];
  let rest = update.length;
  while (rest > 0x7f) {
    head.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return Buffer.concat([Uint8Array.from([...head, rest]), update]);
}

/** One person in a room: types, moves, and notes when what the others did arrives. */
export class Person {
  readonly script: Script;
  /** Got the document. */
  isSynced = false;
  /** Bytes of document that came in answer to the question, or as updates. */
  documentBytes = 0;
  readonly sentEditAt: Float64Array;
  readonly sentMoveAt = new Float64Array(RING);
  move = 0;
  edit = 0;
  /** The others in the room, by client id. */
  others: ReadonlyMap<number, Person> = new Map();
  onSynced: () => void = () => undefined;
  private readonly seenEdit: Int32Array;
  private readonly seenMove: Int32Array;
  private readonly prefix: Uint8Array;
  private readonly socket: LightSocket;
  private readonly moveFrame: {
    readonly bytes: Buffer;
    readonly digits: number;
    readonly clock: number;
    readonly start: number;
  };
  /** When each frame with edits left, for its ack; the answer at the start is the first. */
  private readonly sentAt: number[] = [];
  private acknowledged = 0;
  private answered = false;

  constructor(private readonly options: PersonOptions) {
    const { port, place, dialect, seat, scripts, from, tally } = options;
    const script = scripts[seat];
    if (!script) throw new Error(`nobody sits in seat ${seat}`);
    this.script = script;
    this.sentEditAt = new Float64Array(script.updates.length);
    this.seenEdit = new Int32Array(scripts.length);
    this.seenMove = new Int32Array(scripts.length);
    this.prefix = dialect.prefix(place);
    this.moveFrame = this.buildMove();
    this.socket = new LightSocket(
      { port, path: dialect.path(place), cookie: place.cookies?.[seat], from },
      (frame) => {
        tally.frames += 1;
        try {
          this.read(frame);
        } catch {
          // The bare relay passes on whatever a hostile client says; a page reads on after it.
        }
      },
      () => {
        for (const greeting of dialect.greeting(place)) this.say(greeting);
        if (dialect.isDumb) this.isSynced = true;
        else this.say(QUESTION);
      },
      () => {
        tally.closed += 1;
      },
    );
  }

  get isOpen(): boolean {
    return this.socket.isOpen;
  }

  /** Types the next letter. */
  type(): void {
    const frame = editFrame(this.script, this.edit, this.prefix);
    if (!frame) return;
    const now = performance.now();
    this.sentEditAt[this.edit] = now;
    this.edit += 1;
    this.sentAt.push(now);
    this.options.tally.sentEdits += 1;
    this.socket.send(frame);
  }

  /** Moves the pointer a little. */
  point(): void {
    this.move += 1;
    this.sentMoveAt[this.move % RING] = performance.now();
    this.options.tally.sentMoves += 1;
    const { bytes, digits, clock, start } = this.moveFrame;
    const frame = Buffer.from(bytes);
    let rest = this.move;
    for (let index = DIGITS - 1; index >= 0; index -= 1) {
      frame[digits + index] = masked(0x30 + (rest % 10), digits + index - start);
      rest = Math.floor(rest / 10);
    }
    // Two bytes of seven bits, whatever the number: a fixed place in the frame.
    frame[clock] = masked((this.move & 0x7f) | 0x80, clock - start);
    frame[clock + 1] = masked((this.move >> 7) & 0x7f, clock + 1 - start);
    this.socket.send(frame);
  }

  /** Sends a message that is no edit. */
  say(body: Uint8Array): void {
    this.socket.send(clientFrame(message(this.prefix, body)));
  }

  /** Sends an update that is in no script. */
  write(update: Uint8Array): void {
    this.sentAt.push(performance.now());
    this.say(updateMessage(update));
  }

  /** How many edits of somebody else have arrived here. */
  seenOf(other: Person): number {
    return this.seenEdit[other.options.seat] ?? 0;
  }

  /** Hangs up. */
  leave(): void {
    this.socket.close();
  }

  private buildMove(): Person['moveFrame'] {
    const { client } = this.script;
    // 128 takes two bytes, as every number does that `point` writes there.
    const payload = message(this.prefix, presenceMessage(client, 128, presenceState(this.script)));
    const bytes = clientFrame(payload);
    const start = bytes.length - payload.length;
    const digits = start + Buffer.from(payload).indexOf(X) + X.length;
    cursor.on(payload, this.prefix.length + 1);
    cursor.varUint();
    cursor.varUint();
    cursor.varUint();
    return { bytes, digits, clock: start + cursor.at, start };
  }

  private read(data: Buffer): void {
    cursor.on(data, this.prefix.length);
    const type = cursor.varUint();
    if (type === MESSAGE.sync || type === SYNC_REPLY) this.readSync(data);
    else if (type === MESSAGE.awareness) this.readPresence(data);
    else if (type === MESSAGE.saved) this.readAck(cursor.varUint());
  }

  private readSync(data: Buffer): void {
    const step = cursor.varUint();
    const start = cursor.block();
    if (step === SYNC.step1) {
      if (this.answered) return;
      this.answered = true;
      this.sentAt.push(performance.now());
      this.say(NOTHING_NEW);
      return;
    }
    const end = cursor.at;
    this.documentBytes += end - start;
    if (step === SYNC.step2) {
      this.isSynced = true;
      this.onSynced();
    } else this.readUpdate(data, start, end);
  }

  private readUpdate(data: Buffer, start: number, end: number): void {
    cursor.on(data, start);
    const clients = cursor.varUint();
    cursor.varUint();
    const client = cursor.varUint();
    const other = this.others.get(client);
    const edit = other?.script.editAt.get(cursor.varUint());
    if (clients === 1 && other && edit !== undefined && other.script.updates[edit]?.length === end - start) {
      this.saw(other, edit, edit + 1);
      return;
    }
    // Of somebody who is not one of these people.
    if (clients === 1 && !other) return;
    // Several edits in one: taken apart.
    for (const struct of Y.decodeUpdate(data.subarray(start, end)).structs) {
      const author = this.others.get(struct.id.client);
      if (!author) continue;
      const first = author.script.editAt.get(struct.id.clock);
      const last = author.script.editAt.get(struct.id.clock + struct.length);
      if (first !== undefined && last !== undefined) this.saw(author, first, last);
    }
  }

  private saw(author: Person, first: number, last: number): void {
    const now = performance.now();
    const { seat } = author.options;
    for (let edit = Math.max(first, this.seenEdit[seat] ?? 0); edit < last; edit += 1) {
      this.options.tally.edits.add(now - (author.sentEditAt[edit] ?? now));
    }
    this.seenEdit[seat] = Math.max(last, this.seenEdit[seat] ?? 0);
  }

  private readPresence(data: Buffer): void {
    cursor.varUint();
    const count = cursor.varUint();
    for (let index = 0; index < count && cursor.at < data.length; index += 1) {
      const author = this.others.get(cursor.varUint());
      cursor.varUint();
      const start = cursor.block();
      if (author) this.sawMove(author, data, start, cursor.at);
    }
  }

  private sawMove(author: Person, data: Buffer, start: number, end: number): void {
    const found = data.indexOf(X, start) + X.length;
    if (found < X.length || found + DIGITS > end) return;
    let move = 0;
    for (let index = found; index < found + DIGITS; index += 1) move = move * 10 + (data[index] ?? 0x30) - 0x30;
    const now = performance.now();
    const { seat } = author.options;
    const { moves } = this.options.tally;
    for (let seen = (this.seenMove[seat] ?? 0) + 1; seen <= move; seen += 1) {
      if (move - seen < RING) moves.add(now - (author.sentMoveAt[seen % RING] ?? now));
    }
    this.seenMove[seat] = Math.max(move, this.seenMove[seat] ?? 0);
  }

  private readAck(frames: number): void {
    const now = performance.now();
    for (let index = this.acknowledged; index < frames; index += 1) {
      this.options.tally.acks.add(now - (this.sentAt[index] ?? now));
    }
    this.acknowledged = Math.max(this.acknowledged, frames);
  }
}
