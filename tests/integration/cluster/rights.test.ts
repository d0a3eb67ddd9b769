import { describe, expect, it } from 'vitest';
import { CLOSE } from '@/lib/collab/protocol';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { aCluster, canCluster } from '@/tests/support/cluster';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';

/** Within this time a change must be felt on the other server. */
const FELT_MS = 1_000;

const codeOf = (page: SyncClient): number | undefined => {
  const link = page.links.findLast(({ kind }) => kind === 'ended');
  return link?.kind === 'ended' ? link.code : undefined;
};

async function takeOut({ db, rooms }: SyncServer, sessionId: SessionId, id: MemberId): Promise<void> {
  await db.prisma.member.update({ where: { id }, data: { removedAt: new Date() } });
  rooms.closeMember(sessionId, id);
}

const rights = (): void => {
  const { pair, join, knock } = aCluster();

  it('who is taken out on one server is out on the other within a second, and nobody else (T21, S8)', async () => {
    const { a, b, sessionId } = await pair();
    const victim = await join(b, sessionId);
    const other = await join(b, sessionId);
    const at = performance.now();
    await takeOut(a, sessionId, victim.memberId);
    await until(() => codeOf(victim) === CLOSE.removed, 'the end');
    expect(performance.now() - at).toBeLessThan(FELT_MS);
    const { id } = aTouchpoint(other);
    await other.saved();
    expect(victim.journey().touchpoints.has(id)).toBe(false);
    expect(other.links.map(({ kind }) => kind)).not.toContain('down');
  });

  it('a role that changed on one server holds on the other within a second', async () => {
    const { a, b, sessionId } = await pair();
    const page = await join(b, sessionId);
    await a.db.prisma.member.update({ where: { id: page.memberId }, data: { role: 'observer' } });
    const at = performance.now();
    a.rooms.renewMember(sessionId, page.memberId);
    await until(() => page.links.some(({ kind }) => kind === 'down'), 'the old connection to end');
    expect(performance.now() - at).toBeLessThan(FELT_MS);
    await until(() => page.welcomes.at(-1)?.role === 'observer', 'the welcome as an observer');
    aTouchpoint(page);
    await until(() => page.refusals.includes('readOnly'), 'the refusal');
  });

  it('a session that is deleted on one server ends on the other, and cannot be entered there', async () => {
    const { a, b, sessionId } = await pair();
    const page = await join(b, sessionId);
    await a.db.prisma.session.delete({ where: { id: sessionId } });
    await a.rooms.closeSession(sessionId);
    await until(() => codeOf(page) === CLOSE.sessionGone, 'the end', FELT_MS);
    expect(b.rooms.figures().rooms).toBe(0);
    await expect(b.rooms.read(sessionId, () => undefined)).rejects.toThrow();
  });

  it('a sign-in that ends on one server reaches the others', async () => {
    const { a, b } = await pair();
    const heard: unknown[] = [];
    b.relay.attend({ onRevoked: (revocation) => heard.push(revocation), onMissed: () => undefined });
    a.rooms.closeSignIn('some sign-in');
    await until(() => heard.length > 0, 'the message', FELT_MS);
    expect(heard).toEqual([{ kind: 'signIn', signInId: 'some sign-in' }]);
  });

  it('who is being let in at the very moment does not slip through', async () => {
    const { a, b, sessionId } = await pair();
    await join(b, sessionId);
    for (let round = 0; round < 10; round += 1) {
      const memberId = await b.member(sessionId);
      const page = await knock(b, sessionId, { memberId });
      await takeOut(a, sessionId, memberId);
      // Either never let in, or let in and put out.
      await until(() => b.rooms.figures().connections === 1, 'nobody else to be in', FELT_MS * 3);
      page.close();
    }
  });
};

if (await canCluster()) describe('rights on two servers', () => rights());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
