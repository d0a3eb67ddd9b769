import type { ReadyReply } from '../../lib/api/service';
import { err, ok, type Result } from '../../lib/core/result';
import { countLosses } from '../db/loss';
import type { Context } from '../globals';

/** Longest wait for the database, in milliseconds: who asks, such as a load balancer, gives up after a few seconds as well. */
const PATIENCE_MS = 3_000;
/** For how long storing edits may fail before we say so, in milliseconds: a hiccup is not worth sending everybody elsewhere. */
const TROUBLE_MS = 5_000;

/**
 * Whether work can be done: the process does not stop, the database answers (a read from a table that must be there), and edits
 * that come in can be stored. What was lost before the start is told, and keeps nobody from working.
 */
export async function checkReady(
  context: Pick<Context, 'db' | 'log' | 'rooms'>,
): Promise<Result<ReadyReply, 'unavailable'>> {
  const { isStopping, notStoringForMs, relay } = context.rooms.health();
  if (isStopping) return err('unavailable');
  if (notStoringForMs > TROUBLE_MS) {
    context.log.error({ ms: notStoringForMs }, 'not ready: edits cannot be stored');
    return err('unavailable');
  }
  try {
    await within(PATIENCE_MS, context.db.prisma.session.findFirst({ select: { id: true } }));
    return ok({ status: 'ready', relay, lost: countLosses(context.db.losses.all()) });
  } catch (cause) {
    context.log.error({ err: cause }, 'not ready: the database does not answer');
    return err('unavailable');
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
