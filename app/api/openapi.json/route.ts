import { openApi } from '@/lib/api/openapi';
import { contracts } from '@/lib/api/registry';
import { getOpenApi } from '@/lib/api/service';
import { ok } from '@/lib/core/result';
import { cookieNames } from '@/server/auth/cookies';
import { publicRoute } from '@/server/http/route';

export const GET = publicRoute(getOpenApi, 'read', async ({ context }) =>
  ok(openApi(contracts, cookieNames(context.env))),
);
