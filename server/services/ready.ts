import { err, ok, type Result } from '../../lib/core/result';
import type { Context } from '../globals';

/** Longest wait for the database, in milliseconds: who asks, such as a load balancer, gives up after a few seconds as well. */
const PATIENCE_MS = 3_000;

/** Whether work can be done: reads from a table that must be there. */
export async function checkReady(
  context: Pick<Context, 'db' | 'log'>,
): Promise<Result<{ status: 'ready' }, 'unavailable'>> {
  try {
    await within(PATIENCE_MS, context.db.prisma.session.findFirst({ select: { id: true } }));
    return ok({ status: 'ready' });
  } catch (cause) {
    context.log.error({ err: cause }, 'the database does not answer');
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
