'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { toast } from '@/components/ui/toast';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import type { Result } from '@/lib/core/result';
import { useRoom } from './room-context';

/** Carries out commands, and tells the person when one is refused. */
export function useCommand(): <Name extends CommandName>(
  name: Name,
  input: InputOf<Name>,
) => Result<OutputOf<Name>, unknown> {
  const room = useRoom();
  const t = useTranslations('live.refusal');
  return useCallback(
    (name, input) => {
      const result = room.dispatch(name, input);
      if (!result.ok) toast.problem(t(result.error));
      return result;
    },
    [room, t],
  );
}
