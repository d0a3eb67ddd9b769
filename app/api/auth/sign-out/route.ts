import { signOut } from '@/lib/api/account';
import { jsonResponse } from '@/server/http/respond';
import { publicRoute } from '@/server/http/route';

export const POST = publicRoute(signOut, 'write', async ({ context, request, caller, cookies }) => {
  cookies.push(...(await context.auth.signOut(request.headers)));
  if (caller.organiser) context.rooms.closeSignIn(caller.organiser.signInId);
  const response = jsonResponse(signOut.status, { success: true }, cookies);
  // What a session keeps on this device goes with the sign-in (checks P10).
  response.headers.set('clear-site-data', '"storage"');
  return response;
});
