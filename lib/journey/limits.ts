/** How much fits in one journey. Enough for a day's work of a team, small enough to stay quick for everyone. */
export const LIMITS = {
  /** Letters A…Z, then AA…: more lines than this cannot be told apart on a wall. */
  personas: 40,
  touchpoints: 2_000,
  /** Characters (UTF-16 units) of the fields. */
  personaName: 80,
  personaSummary: 300,
  title: 160,
  emotionWord: 40,
  owner: 80,
  message: 5_000,
  /** What a message may hold when two people fill it up at once: both were within the limit when they typed. */
  messageMerged: 10_000,
} as const;
