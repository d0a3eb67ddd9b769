import { revokeInvitation } from '@/lib/api/sessions';
import { mayInvite } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { revokeInvitation as revoke } from '@/server/services/invitations';

export const DELETE = memberRoute(revokeInvitation, 'write', mayInvite, ({ context, membership, params }) =>
  revoke(context, membership.sessionId, params.invitationId),
);
