/** A stretch of a journey that was stored once and is not there any more. */
export type Loss = {
  readonly sessionId: string;
  /** The number of the last piece before it; 0 when nothing is left. */
  readonly seq: number;
  /** How many pieces are missing after that one. */
  readonly lost: number;
  /** When the last piece before it was stored; what is missing came later. */
  readonly since: Date;
};

/** What is known to be lost, until somebody has seen it; survives restarts. */
export type Losses = {
  readonly all: () => readonly Loss[];
  /** Those of a session have been seen. Resolves when that is on the disk. */
  readonly forget: (sessionId: string) => Promise<void>;
};

/** All losses of one session together. */
export type SessionLoss = { readonly edits: number; readonly since: Date };

/** What a session lost; `null` when nothing, or when it has been seen. */
export function lossOf(losses: readonly Loss[], sessionId: string): SessionLoss | null {
  const own = losses.filter((loss) => loss.sessionId === sessionId);
  if (own.length === 0) return null;
  const edits = own.reduce((sum, { lost }) => sum + lost, 0);
  return { edits, since: new Date(Math.min(...own.map(({ since }) => since.getTime()))) };
}

/** How much is lost in all. */
export const countLosses = (losses: readonly Loss[]): { readonly sessions: number; readonly edits: number } => ({
  sessions: new Set(losses.map(({ sessionId }) => sessionId)).size,
  edits: losses.reduce((sum, { lost }) => sum + lost, 0),
});

/** Adds what a start found. A new loss takes in what was lost before it after the same number: that is counted in it. */
export const withLosses = (known: readonly Loss[], found: readonly Loss[]): readonly Loss[] => [
  ...known.filter((old) => !found.some(({ sessionId, seq }) => sessionId === old.sessionId && seq <= old.seq)),
  ...found,
];
