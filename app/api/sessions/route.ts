import { createSession, listSessions } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { organiserRoute } from '@/server/http/route';
import { createSession as create } from '@/server/services/create-session';
import { listSessions as list } from '@/server/services/read-session';

export const POST = organiserRoute(createSession, 'create', async ({ context, organiser, body, locale }) =>
  ok(await create(context, organiser, body, locale)),
);

export const GET = organiserRoute(listSessions, 'read', async ({ context, organiser }) =>
  ok({ sessions: [...(await list(context, organiser))] }),
);
