import { getRecovery, restoreJourney } from '@/lib/api/recovery';
import { ok } from '@/lib/core/result';
import { mayRestoreJourney } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { readRecovery, restoreJourney as restore } from '@/server/services/recovery';

export const GET = memberRoute(getRecovery, 'read', mayRestoreJourney, async ({ context, membership }) =>
  ok(await readRecovery(context, membership.sessionId)),
);

export const POST = memberRoute(restoreJourney, 'write', mayRestoreJourney, ({ context, membership, body }) =>
  restore(context, membership, body.point),
);
