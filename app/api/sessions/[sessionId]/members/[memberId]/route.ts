import { removeMember } from '@/lib/api/sessions';
import { mayRemoveMember } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { removeMember as remove } from '@/server/services/members';

export const DELETE = memberRoute(removeMember, 'write', mayRemoveMember, ({ context, membership, params }) =>
  remove(context, membership, params.memberId),
);
