import { CLOSE } from '../../../lib/collab/protocol';

/** Ways to be sent away that honest pages do not run into again and again. */
export const OFFENCES: readonly number[] = [CLOSE.badFrame, CLOSE.tooFast];

/** What a link tells whoever serves it. */
export type LinkEvents = {
  /** A frame came in; `null` stands for something that can be no frame, such as text. */
  readonly onFrame: (frame: Uint8Array | null) => void;
  /** The other side showed that it lives. */
  readonly onAlive: () => void;
  /** The link is gone; told once, and nothing after it. */
  readonly onEnd: () => void;
};

/**
 * One way to one page: a web socket, or HTTP requests that stand in for one. Frames arrive whole and in order, or the
 * link ends.
 */
export type Link = {
  readonly kind: 'socket' | 'poll';
  /** Starts to report. Called once. */
  readonly listen: (events: LinkEvents) => void;
  /** Sends frames, in one packet where that is possible; does nothing on a link that is closing. */
  readonly send: (frames: readonly Uint8Array[]) => void;
  /** Bytes that the other side has not taken yet. */
  readonly unread: () => number;
  /** Ends in an orderly way with a code of `CLOSE`; by force when the other side does not answer. */
  readonly close: (code: number) => void;
  /** Ends at once. */
  readonly terminate: () => void;
  /** Asks for a sign of life that no page can forget to give. */
  readonly ping: () => void;
  /** Stops reading, so that what comes in from now on stays unreceived. */
  readonly pause: () => void;
  /** Reads again. */
  readonly resume: () => void;
};
