import { signOut } from '@/lib/api/account';
import { ok } from '@/lib/core/result';
import { publicRoute } from '@/server/http/route';

export const POST = publicRoute(signOut, 'write', async ({ context, request, cookies }) => {
  cookies.push(...(await context.auth.signOut(request.headers)));
  return ok({ success: true });
});
