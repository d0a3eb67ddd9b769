import * as encoding from 'lib0/encoding';
import { MESSAGE, SCHEMA_PARAM, SYNC } from '@/lib/collab/protocol';
import { SCHEMA_VERSION } from '@/lib/journey/meta';

/** A room, and the cookie of each person in it where a server wants to know them. */
export type Place = { readonly name: string; readonly cookies?: readonly string[] };

/** How a server wants to be spoken to. */
export type Dialect = {
  readonly path: (place: Place) => string;
  /** What stands before every message, both ways. */
  readonly prefix: (place: Place) => Uint8Array;
  /** Messages after the handshake, before the question for the document. */
  readonly greeting: (place: Place) => readonly Uint8Array[];
  /** Holds no document, so nobody asks for it. */
  readonly isDumb?: boolean;
};

const NOTHING = new Uint8Array();

/** y-websocket's own words, as ours and most others speak them. */
export const plain: Dialect = {
  path: ({ name }) => `/${name}?${SCHEMA_PARAM}=${SCHEMA_VERSION}`,
  prefix: () => NOTHING,
  greeting: () => [],
};

/** The bare relay. */
export const dumb: Dialect = { ...plain, isDumb: true };

const bytes = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

const named = ({ name }: Place): Uint8Array => bytes((encoder) => encoding.writeVarString(encoder, name));

/** Hocuspocus: the document's name before each message, and a token first. */
export const hocuspocus: Dialect = {
  path: () => '/',
  prefix: named,
  greeting: () => [
    bytes((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.auth);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
    }),
  ],
};

/** A sync message. */
export const syncMessage = (step: number, payload: Uint8Array): Uint8Array =>
  bytes((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });

/** The question for the whole document. */
export const QUESTION: Uint8Array = syncMessage(SYNC.step1, Uint8Array.of(0));
/** The answer of somebody who has nothing of his own. */
export const NOTHING_NEW: Uint8Array = syncMessage(SYNC.step2, Uint8Array.of(0, 0));

/** An awareness message about one client. */
export const presenceMessage = (client: number, clock: number, state: string): Uint8Array =>
  bytes((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(
      encoder,
      bytes((inner) => {
        encoding.writeVarUint(inner, 1);
        encoding.writeVarUint(inner, client);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, state);
      }),
    );
  });
