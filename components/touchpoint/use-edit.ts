import { useCallback } from 'react';
import { useCommand } from '@/components/session/use-command';
import type { TouchpointId } from '@/lib/core/ids';
import type { TouchpointEdit } from '@/lib/journey/touchpoint';

/** Changes fields of one touchpoint. */
export function useEdit(id: TouchpointId): (changes: TouchpointEdit) => void {
  const run = useCommand();
  return useCallback((changes) => void run('editTouchpoint', { id, changes }), [run, id]);
}
