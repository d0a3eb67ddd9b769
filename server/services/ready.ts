import { err, ok, type Result } from '../../lib/core/result';
import type { Context } from '../globals';

/** Whether work can be done: reads from a table that must be there. */
export async function checkReady(
  context: Pick<Context, 'db' | 'log'>,
): Promise<Result<{ status: 'ready' }, 'unavailable'>> {
  try {
    await context.db.prisma.session.findFirst({ select: { id: true } });
    return ok({ status: 'ready' });
  } catch (cause) {
    context.log.error({ err: cause }, 'the database does not answer');
    return err('unavailable');
  }
}
