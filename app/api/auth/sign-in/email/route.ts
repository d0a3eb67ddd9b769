import { signIn } from '@/lib/api/account';
import { publicRoute, takeOne } from '@/server/http/route';
import { signInOrganiser } from '@/server/services/account';

export const POST = publicRoute(signIn, 'signIn', async ({ context, body, cookies }) => {
  const address = body.email.toLowerCase();
  await takeOne(context, 'signInEmail', address);
  const signedIn = await signInOrganiser(context, body, cookies);
  if (signedIn.ok) await context.limits.forget('signInEmail', address);
  return signedIn;
});
