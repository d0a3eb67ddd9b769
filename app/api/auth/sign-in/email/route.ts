import { signIn } from '@/lib/api/account';
import { publicRoute, takeOne } from '@/server/http/route';
import { signInOrganiser } from '@/server/services/account';

export const POST = publicRoute(signIn, 'signIn', async ({ context, body, cookies }) => {
  await takeOne(context, 'signInEmail', body.email.toLowerCase());
  return signInOrganiser(context, body, cookies);
});
