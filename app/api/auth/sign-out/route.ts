import { signOut } from '@/lib/api/account';
import { ok } from '@/lib/core/result';
import { publicRoute } from '@/server/http/route';

export const POST = publicRoute(signOut, 'write', async ({ context, request, caller, cookies }) => {
  cookies.push(...(await context.auth.signOut(request.headers)));
  if (caller.organiser) context.rooms.closeSignIn(caller.organiser.signInId);
  return ok({ success: true });
});
