import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { hashToken, newToken } from '@/server/auth/token';
import type { SyncServer } from './sync-server';

/** Somebody with the cookie that the real server knows them by. */
export type Guest = { readonly memberId: MemberId; readonly cookie: string };

/** Writers of a session who can come in at the real server, on any database. */
export async function someGuests(server: SyncServer, sessionId: SessionId, count: number): Promise<readonly Guest[]> {
  const guests: Guest[] = [];
  for (let index = 0; index < count; index += 1) {
    const memberId = await server.member(sessionId);
    const token = newToken();
    const expiresAt = new Date(Date.now() + 3_600_000);
    const guest = await server.db.prisma.guest.create({
      data: { id: newId(), tokenHash: hashToken(token), expiresAt },
    });
    await server.db.prisma.member.update({ where: { id: memberId }, data: { guestId: guest.id } });
    guests.push({ memberId, cookie: `reisgezel-guest=${token}` });
  }
  return guests;
}
