import type { Guest, Invitation, Member, Prisma, Session } from './generated/sqlite/client';

/** Rows as they come out of the tables, for code that may not know Prisma. */
export type SessionRow = Readonly<Session>;
export type MemberRow = Readonly<Member>;
export type GuestRow = Readonly<Guest>;
export type InvitationRow = Readonly<Invitation>;

/** The tables inside `$transaction`. */
export type Transaction = Prisma.TransactionClient;
