import { dismissLoss } from '@/lib/api/recovery';
import { mayDismissLoss } from '@/lib/method/permissions';
import { memberRoute } from '@/server/http/route';
import { dismissLoss as dismiss } from '@/server/services/recovery';

export const DELETE = memberRoute(dismissLoss, 'write', mayDismissLoss, ({ context, membership }) =>
  dismiss(context, membership),
);
