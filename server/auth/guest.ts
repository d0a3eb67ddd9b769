import { newId } from '../../lib/core/ids';
import type { Database } from '../db/database';
import type { GuestRow, Transaction } from '../db/rows';
import type { Env } from '../env';
import { cookieNames, cookieOf, secretCookie } from './cookies';
import { hashToken, newToken } from './token';

/** How long a browser without an account is known. */
const GUEST_DAYS = 90;
const DAY_MS = 86_400_000;

/** The guest whose cookie a request carries; `null` for none, an unknown one or one that is past its date. */
export async function guestOf(
  { env, db }: { readonly env: Pick<Env, 'publicUrl'>; readonly db: Pick<Database, 'prisma'> },
  headers: Headers,
  now: Date = new Date(),
): Promise<GuestRow | null> {
  const token = cookieOf(headers, cookieNames(env).guest);
  if (!token) return null;
  const guest = await db.prisma.guest.findUnique({ where: { tokenHash: hashToken(token) } });
  return guest && guest.expiresAt > now ? guest : null;
}

/** A guest and, for one that was just made, the `Set-Cookie` line to know them by. */
export type KnownGuest = { readonly id: string; readonly cookie: string | null };

/** Makes a guest; only the hash of the cookie is kept. */
export async function createGuest(env: Pick<Env, 'publicUrl'>, tx: Transaction, now: Date): Promise<KnownGuest> {
  const token = newToken();
  const id: string = newId();
  const expiresAt = new Date(now.getTime() + GUEST_DAYS * DAY_MS);
  await tx.guest.create({ data: { id, tokenHash: hashToken(token), createdAt: now, expiresAt } });
  return { id, cookie: secretCookie(env, cookieNames(env).guest, token, GUEST_DAYS * 24 * 60 * 60) };
}
