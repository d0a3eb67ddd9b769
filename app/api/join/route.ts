import { joinSession } from '@/lib/api/sessions';
import { publicRoute } from '@/server/http/route';
import { joinSession as join } from '@/server/services/join';

export const POST = publicRoute(joinSession, 'join', async ({ context, caller, body, cookies }) => {
  const joined = await join(context, caller, body);
  if (joined.ok && joined.value.cookie) cookies.push(joined.value.cookie);
  return joined;
});
