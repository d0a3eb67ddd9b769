import { changeSession, deleteSession, getSession } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { mayChangeSession, mayDeleteSession, mayViewSession } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { changeSession as change } from '@/server/services/change-session';
import { deleteSession as remove } from '@/server/services/delete-session';
import { readSession } from '@/server/services/read-session';

export const GET = memberRoute(getSession, 'read', mayViewSession, async ({ context, membership }) =>
  ok(await readSession(context, membership)),
);

export const PATCH = memberRoute(changeSession, 'write', mayChangeSession, async ({ context, membership, body }) =>
  ok(await change(context, membership, body)),
);

export const DELETE = memberRoute(deleteSession, 'write', mayDeleteSession, async ({ context, membership }) =>
  ok(await remove(context, membership.sessionId)),
);
