import { getCalendar } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { mayViewSession } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { readCalendar } from '@/server/services/calendar';

export const GET = memberRoute(getCalendar, 'read', mayViewSession, async ({ context, membership }) =>
  ok({ entries: [...(await readCalendar(context, membership.sessionId))] }),
);
