import { getHealth } from '@/lib/api/service';
import { jsonResponse } from '@/server/http/respond';

// Answers as long as the process runs: no limit, no database, nothing that could be slow.
export const dynamic = 'force-dynamic';

export const GET = async (): Promise<Response> => jsonResponse(getHealth.status, { status: 'ok' });
