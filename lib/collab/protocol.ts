import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { z } from 'zod';
import { idSchema, type MemberId } from '../core/ids';
import { roleSchema } from '../method/roles';

/** First varint of every frame. 0–3 are y-websocket's, the rest ours. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 100,
  welcome: 101,
  refused: 102,
  /** A sign of life both ways: a browser cannot see the pings of the socket itself. Sent to the server it asks for one back. */
  beat: 103,
  /** A piece of a frame with edits that is larger than `MAX_FRAME`; from clients only. */
  part: 104,
} as const;

/** Second varint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** Path of the socket; the session id follows. */
export const SYNC_PATH = '/sync/';

/** Query parameter of the socket in which a page says which schema version it was built for. */
export const SCHEMA_PARAM = 'schema';

/** How often the server sends a beat, in milliseconds. */
export const BEAT_MS = 4_000;

/** Largest frame a client may send, in bytes. */
export const MAX_FRAME = 65_536;

/** Largest frame with edits when it is put together from pieces, in bytes: long work off line. */
export const MAX_MESSAGE = 1_048_576;

/** Largest update that a page hands in at once, in bytes; the rest is room for the words of its frame. */
export const MAX_ANSWER = MAX_MESSAGE - 1_024;

/**
 * How a page hands in work off line that is larger than that: in updates of about `piece` bytes, `atOnce` bytes without a
 * pause and then `perSecond`. That stays below what the server lets in from one person, also with other tabs at work.
 */
export const HAND_IN = { piece: 262_144, atOnce: 1_048_576, perSecond: 196_608 } as const;

/**
 * Why the server closed a socket. 44xx is final (y-websocket stops trying), 45xx means "try again".
 */
export const CLOSE = {
  /** The account of this browser was signed out. */
  signedOut: 4401,
  /** Taken out of the session. */
  removed: 4403,
  /** The session was deleted or never was. */
  sessionGone: 4404,
  /** This page is older than a server, here or elsewhere, that has the journey by now; reload. */
  tooOld: 4409,
  /** A frame that is no valid message, or larger than MAX_FRAME. */
  badFrame: 4400,
  /** The journey could not be loaded; it is kept as it was. */
  unreadable: 4500,
  /** Name or role of this member changed: come back at once, the welcome tells what holds now. */
  memberChanged: 4510,
  /** Too many messages in a short time. */
  tooFast: 4529,
  /** The reader did not keep up, or the server goes down for a moment. */
  tryAgain: 4503,
} as const;

/** Edits of this journey that were stored once and that the server does not have any more. */
export const lossSchema = z.object({
  edits: z.number().int(),
  /** The last edit before them was stored at this moment. */
  since: z.iso.datetime(),
});
export type Loss = z.infer<typeof lossSchema>;

/** What the server says first, and again when it changes: who this connection is to the others, and what they must know. */
export const welcomeSchema = z.object({
  memberId: idSchema<MemberId>(),
  role: roleSchema,
  isOwner: z.boolean(),
  /** The document's schema version. */
  schemaVersion: z.number().int(),
  /** Until the journey lead has seen it; `null` when nothing is missing. */
  loss: lossSchema.nullable(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** A named reason why an update was not taken. */
export const refusedSchema = z.object({
  reason: z.enum(['readOnly', 'invalid', 'tooLarge', 'tooFast']),
});
export type Refused = z.infer<typeof refusedSchema>;

/** `saved`: how many of this connection's sync frames (step 2 and updates) are on disk, counted from its start. */
export function encodeSaved(frames: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.saved);
  encoding.writeVarUint(encoder, frames);
  return encoding.toUint8Array(encoder);
}

/** A frame whose payload is JSON text. */
export function encodeJson(type: number, payload: Welcome | Refused): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarString(encoder, JSON.stringify(payload));
  return encoding.toUint8Array(encoder);
}

/** A beat, the whole frame. */
export const BEAT_FRAME: Uint8Array = Uint8Array.of(MESSAGE.beat);

/** Whether an outgoing frame carries edits, which the server will count and acknowledge. */
export function carriesEdits(frame: Uint8Array): boolean {
  return frame[0] === MESSAGE.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update);
}

/** Reads the payload of a JSON frame; throws when it does not fit, which means client and server disagree. */
export const readJson = <T>(schema: z.ZodType<T>, decoder: decoding.Decoder): T =>
  schema.parse(JSON.parse(decoding.readVarString(decoder)));
