import { createInvitation, listInvitations } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { mayInvite } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { createInvitation as create, listInvitations as list } from '@/server/services/invitations';

export const POST = memberRoute(createInvitation, 'create', mayInvite, ({ context, membership, body, origin }) =>
  create(context, membership.sessionId, body, origin),
);

export const GET = memberRoute(listInvitations, 'read', mayInvite, async ({ context, membership }) =>
  ok({ invitations: [...(await list(context, membership.sessionId))] }),
);
