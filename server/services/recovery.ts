import type { ErrorCode } from '../../lib/api/error';
import type { RecoveryReply } from '../../lib/api/recovery';
import type { SessionId } from '../../lib/core/ids';
import { ok, type Result } from '../../lib/core/result';
import type { Membership } from '../auth/membership';
import { lossOf } from '../db/loss';
import type { Context } from '../globals';
import type { Prospect } from '../sync/room/recovery';

/** How long restore points, and what was damaged, are kept: 7 days, in milliseconds (docs/privacy.md). */
const KEEP_MS = 7 * 86_400_000;

const present = ({ isDamaged, moments }: Prospect): RecoveryReply => ({
  isDamaged,
  moments: moments.map(({ at, ...moment }) => ({ ...moment, at: at.toISOString() })),
});

/** The moments that a damaged journey can go back to; none for one that is whole. */
export const readRecovery = async (
  { recovery }: Pick<Context, 'recovery'>,
  sessionId: SessionId,
): Promise<RecoveryReply> => present(await recovery.look(sessionId));

/** Takes a damaged journey back to a moment. `conflict`: it can be read, or somebody was first; `notFound`: there is no such moment. */
export async function restoreJourney(
  { recovery, log }: Pick<Context, 'recovery' | 'log'>,
  { sessionId, member }: Pick<Membership, 'sessionId' | 'member'>,
  point: number,
): Promise<Result<RecoveryReply, ErrorCode>> {
  const restored = await recovery.restore(sessionId, point);
  if (!restored.ok) return restored;
  log.warn({ session: sessionId, member: member.id, point }, 'a damaged journey was taken back to an earlier moment');
  return ok(present(restored.value));
}

/** It was seen that edits of this session are missing: it is told no more, to anybody. */
export async function dismissLoss(
  { db, rooms, log }: Pick<Context, 'db' | 'rooms' | 'log'>,
  { sessionId, member }: Pick<Membership, 'sessionId' | 'member'>,
): Promise<Result<undefined, never>> {
  if (lossOf(db.losses.all(), sessionId) === null) return ok(undefined);
  await db.losses.forget(sessionId);
  rooms.greetAgain(sessionId);
  log.warn({ session: sessionId, member: member.id }, 'it was seen that edits of this session are missing');
  return ok(undefined);
}

/** Removes restore points, and damage that was set aside, when their time is up. */
export async function forgetOldMoments({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const old = { createdAt: { lt: new Date(now.getTime() - KEEP_MS) } };
  const points = await db.prisma.journeyPoint.deleteMany({ where: old });
  const damage = await db.prisma.journeyDamage.deleteMany({ where: old });
  return points.count + damage.count;
}
