/**
 * What every connection needs. `synchronous=FULL` makes a commit wait until the write-ahead log is on the disk, which the promise
 * "stored before seen" rests on; `secure_delete` overwrites what is removed, so that a deleted session is really gone.
 */
export const PRAGMAS = `
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
`;
