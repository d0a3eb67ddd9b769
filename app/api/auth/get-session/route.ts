import { getAccount } from '@/lib/api/account';
import { ok } from '@/lib/core/result';
import { publicRoute } from '@/server/http/route';

export const GET = publicRoute(getAccount, 'read', async ({ caller }) =>
  ok(caller.organiser ? { user: caller.organiser } : null),
);
