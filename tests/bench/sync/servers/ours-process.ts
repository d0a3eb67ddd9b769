import * as Y from 'yjs';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { hashToken, newToken } from '@/server/auth/token';
import { getContext } from '@/server/globals';
import { main } from '@/server/main';
import type { Place } from '../load/dialect';

/** An order to make sessions that hold the same document, each with as many people, of whom the last ones observe. */
export type PrepareOrder = {
  readonly rooms: number;
  readonly people: number;
  readonly observers: number;
  readonly seed: string;
};

/** Sessions and their people, straight in the database: what is measured begins at the socket. */
async function prepare({ rooms, people, observers, seed }: PrepareOrder): Promise<readonly Place[]> {
  const { db, rooms: live } = getContext();
  const document = Buffer.from(seed, 'base64');
  const expiresAt = new Date(Date.now() + 86_400_000);
  const places: Place[] = [];
  for (let room = 0; room < rooms; room += 1) {
    const id = newId<SessionId>();
    const guests = Array.from({ length: people }, () => ({ id: newId(), token: newToken() }));
    // All at once: a start clears guests away who are in no session.
    await db.prisma.$transaction([
      db.prisma.session.create({ data: { id, title: 'Afval scheiden', templateId: 'example' } }),
      db.prisma.guest.createMany({
        data: guests.map(({ id: guestId, token }) => ({ id: guestId, tokenHash: hashToken(token), expiresAt })),
      }),
      db.prisma.member.createMany({
        data: guests.map(({ id: guestId }, colour) => {
          const memberId = newId<MemberId>();
          const role = colour < people - observers ? 'writer' : 'observer';
          return { id: memberId, sessionId: id, name: `Deelnemer ${colour}`, role, colour, guestId };
        }),
      }),
    ]);
    places.push({ name: `sync/${id}`, cookies: guests.map(({ token }) => `reisgezel-guest=${token}`) });
  }
  await Promise.all(
    places.map(({ name }) =>
      live.write(name.slice('sync/'.length) as SessionId, (doc) => Y.applyUpdate(doc, document)),
    ),
  );
  return places;
}

process.on('message', ({ id, prepare: order }: { id: number; prepare?: PrepareOrder }) => {
  if (!order) return;
  prepare(order).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
const address = await main({ next: false });
process.send?.({ port: Number(new URL(address).port) });
