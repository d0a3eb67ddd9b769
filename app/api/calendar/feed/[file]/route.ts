import { readFeed } from '@/lib/api/sessions';
import { fileResponse } from '@/server/http/respond';
import { publicRoute } from '@/server/http/route';
import { readFeed as read } from '@/server/services/feed';

export const GET = publicRoute(readFeed, 'feed', async (call) => {
  const secret = call.params.file.replace(/\.ics$/, '');
  const file = await read(call.context, secret, call);
  return file.ok ? fileResponse(file.value) : file;
});
