import * as decoding from 'lib0/decoding';
import { presenceSchema } from '../../../lib/collab/presence';
import { MESSAGE } from '../../../lib/collab/protocol';
import { sizeOfVarUint, writeVarUint } from '../links/bytes';

/** Longest state of one client, in characters of JSON; a caret with two positions takes under a thousand. */
const MAX_STATE = 2_048;
/** Most entries that are looked at in one frame. */
const MAX_ENTRIES = 200;

/**
 * What others see of somebody, as JSON: what their page says, and who the server knows them to be. In two parts, because put together the
 * engine copies both once more, and keeps most of those copies until everything is looked through.
 */
export type Shown = { readonly said: string; readonly by: string };

/** Both parts as one text. */
export const textOf = ({ said, by }: Shown): string => said + by;

/** What pages are told of somebody who left. */
export const GONE: Shown = { said: 'null', by: '' };

/** What a client says about itself, or claims about another. */
export type Said = { readonly client: number; readonly state: string };

/** Reads an awareness frame; `null` when it is none. */
export function readStates(data: Uint8Array): readonly Said[] | null {
  try {
    const decoder = decoding.createDecoder(data);
    const count = decoding.readVarUint(decoder);
    if (count > MAX_ENTRIES) return null;
    const entries: Said[] = [];
    for (let index = 0; index < count; index += 1) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      const { buffer, byteOffset, length } = decoding.readVarUint8Array(decoder);
      // Bytes that are no text become a sign for that, which fails as JSON or stays harmless within it.
      entries.push({ client, state: Buffer.from(buffer, byteOffset, length).toString('utf8') });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null;
  }
}

/** Whether somebody says that they are going. */
export const isLeaving = ({ state }: Said): boolean => state.length < MAX_STATE && state.trim() === GONE.said;

/** Where a pointer is, as pages write it, in which nearly every state differs from the one before. In a JSON text no string can hold this. */
const PLACE = /"x":0\.\d{1,17},"y":0\.\d{1,17}\}/;

/** What two states have in common that differ only in where the pointer is: what stands before it, and after it. */
type Shape = { readonly before: string; readonly after: string };

function shapeOf(state: string): Shape {
  const at = state.search(PLACE);
  return at < 0
    ? { before: state, after: '' }
    : { before: state.slice(0, at), after: state.slice(state.indexOf('}', at)) };
}

const isAlike = (one: Shape, other: Shape | undefined): boolean =>
  one.before === other?.before && one.after === other.after;

function isPresence(state: string): boolean {
  try {
    return presenceSchema.safeParse(JSON.parse(state)).success;
  } catch {
    return false;
  }
}

/**
 * Checks what one page says about itself. Ten times a second it says the same again with the pointer elsewhere: such a state is as
 * good as the one that was read in full, and reading all of them would cost as much as judging the edits.
 */
export class StateCheck {
  private passed: Shape | undefined;
  private readonly by: string;

  /** @param identity JSON of who the server knows them to be */
  constructor(identity: string) {
    this.by = `,"member":${identity}}`;
  }

  /** The state with who says so; `null` when it says anything that a state may not. */
  withIdentity({ state }: Said): Shown | null {
    if (state.length > MAX_STATE) return null;
    const shape = shapeOf(state);
    if (!isAlike(shape, this.passed) && !isPresence(state)) return null;
    this.passed = shape;
    // At the end of what was checked, which saves writing all of it again. No other key of that name is let through.
    const said = state.trimEnd().slice(0, -1).trimEnd();
    return { said, by: said.endsWith('{') ? this.by.slice(1) : this.by };
  }
}

/** Where a state is encoded before its length is known; three bytes for each character are enough. */
const desk = Buffer.allocUnsafeSlow(4 * 3 * MAX_STATE);

function encodeShown({ said, by }: Shown): Uint8Array {
  if ((said.length + by.length) * 3 > desk.length) return Buffer.from(said + by);
  const end = desk.write(said);
  return desk.subarray(0, by === '' ? end : end + desk.write(by, end));
}

/** One client's entry in an awareness frame. */
export function encodeEntry(client: number, clock: number, shown: Shown): Uint8Array {
  // Encoded first, because counting its bytes would go through the text once more.
  const bytes = encodeShown(shown);
  const { length } = bytes;
  const entry = Buffer.allocUnsafe(sizeOfVarUint(client) + sizeOfVarUint(clock) + sizeOfVarUint(length) + length);
  entry.set(bytes, writeVarUint(entry, writeVarUint(entry, writeVarUint(entry, 0, client), clock), length));
  return entry;
}

/** Entries as one awareness frame, by client id. @param without one that is left out */
export function inOneFrame(entries: ReadonlyMap<number, Uint8Array>, without?: Uint8Array): Uint8Array {
  let count = 0;
  let size = 0;
  for (const entry of entries.values()) {
    if (entry === without) continue;
    count += 1;
    size += entry.length;
  }
  size += sizeOfVarUint(count);
  const frame = Buffer.allocUnsafe(1 + sizeOfVarUint(size) + size);
  let at = writeVarUint(frame, writeVarUint(frame, writeVarUint(frame, 0, MESSAGE.awareness), size), count);
  for (const entry of entries.values()) {
    if (entry === without) continue;
    frame.set(entry, at);
    at += entry.length;
  }
  return frame;
}
