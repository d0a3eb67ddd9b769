import { signUp } from '@/lib/api/account';
import { publicRoute } from '@/server/http/route';
import { signUpOrganiser } from '@/server/services/account';

export const POST = publicRoute(signUp, 'signUp', ({ context, body, cookies }) =>
  signUpOrganiser(context, body, cookies),
);
