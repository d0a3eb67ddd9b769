import { getReady } from '@/lib/api/service';
import { getContext } from '@/server/globals';
import { answer } from '@/server/http/answer';
import { refuseWith } from '@/server/http/failure';
import { jsonResponse } from '@/server/http/respond';
import { checkReady } from '@/server/services/ready';

// Not counted: whoever watches over us asks often, from one address. Cookies are not read either, because they need the database.
export const dynamic = 'force-dynamic';

export const GET = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const ready = await checkReady(getContext());
    return ready.ok ? jsonResponse(getReady.status, ready.value) : refuseWith(ready.error);
  });
