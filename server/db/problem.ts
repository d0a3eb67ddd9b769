/** Why the database cannot be used; `message` is one sentence in English and one in Dutch, for whoever starts the server. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

/** Makes the two sentences; both end by saying that nothing was changed. */
export const databaseProblem = (file: string, english: string, dutch: string, cause?: unknown): DatabaseProblem =>
  new DatabaseProblem(
    `The database ${file} ${english}. It was left as it was.\nDe database ${file} ${dutch}. Er is niets aan veranderd.`,
    { cause },
  );
