import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, safe in addresses and cookies: 43 characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What is kept of a token. A plain SHA-256 is enough: the token is random and long, so there is nothing to guess, and
 * looking a hash up in an index tells no more than the hash itself.
 */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
