import { previewInvitation } from '@/lib/api/sessions';
import { publicRoute } from '@/server/http/route';
import { previewInvitation as preview } from '@/server/services/join';

export const POST = publicRoute(previewInvitation, 'preview', ({ context, body }) => preview(context, body.token));
