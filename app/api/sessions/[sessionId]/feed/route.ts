import { createFeed, revokeFeed } from '@/lib/api/sessions';
import { ok } from '@/lib/core/result';
import { mayExport } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { createFeed as create, revokeFeed as revoke } from '@/server/services/feed';

export const POST = memberRoute(createFeed, 'create', mayExport, async ({ context, membership, origin }) =>
  ok(await create(context, membership.sessionId, origin)),
);

export const DELETE = memberRoute(revokeFeed, 'write', mayExport, async ({ context, membership }) =>
  ok(await revoke(context, membership.sessionId)),
);
