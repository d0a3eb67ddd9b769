import { getJourney } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { mayViewSession } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { readJourney } from '@/server/services/journey';

export const GET = memberRoute(getJourney, 'read', mayViewSession, async ({ context, membership }) =>
  ok(await readJourney(context, membership.sessionId)),
);
