import { createExample } from '@/lib/api/sessions';
import { publicRoute } from '@/server/http/route';
import { openExample } from '@/server/services/example';

export const POST = publicRoute(createExample, 'example', async ({ context, caller, locale, cookies }) => {
  const opened = await openExample(context, caller, locale);
  if (opened.ok && opened.value.cookie) cookies.push(opened.value.cookie);
  return opened;
});
