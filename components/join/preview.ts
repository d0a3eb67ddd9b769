import type { ReplyOf } from '@/lib/api/contract';
import type { previewInvitation } from '@/lib/api/sessions';

/** What an invitation is for. */
export type Preview = ReplyOf<typeof previewInvitation>;
