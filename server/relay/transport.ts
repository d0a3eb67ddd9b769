/** What a way between processes reports. */
export type TransportEvents = {
  /** A frame came in; frames of one sender come in the order in which they left, or not at all. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** The way is open, perhaps again: what was said meanwhile is lost. */
  readonly onUp: () => void;
};

/** A way between processes that may be late, full or gone at any time. */
export type Transport = {
  readonly start: (events: TransportEvents) => void;
  readonly isUp: () => boolean;
  /**
   * Sends to everybody, this process included, or to one process.
   * @returns whether it left; never waits, never throws
   */
  readonly send: (place: string | null, frame: Uint8Array) => boolean;
  /** Nothing comes through although it looks open: tries anew. */
  readonly restart: () => void;
  readonly stop: () => Promise<void>;
};
