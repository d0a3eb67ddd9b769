import { exportCalendar } from '@/lib/api/sessions';
import { mayExport } from '@/lib/method/permissions';
import { fileResponse } from '@/server/http/respond';
import { memberRoute } from '@/server/http/route';
import { exportCalendar as render } from '@/server/services/export-calendar';

export const GET = memberRoute(exportCalendar, 'export', mayExport, async (call) =>
  fileResponse(await render(call.context, call.membership.session, call.params.format, call)),
);
