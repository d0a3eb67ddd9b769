import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { toast } from '@/components/ui/toast';

/** Puts a text on the clipboard, and says whether that worked. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useTranslations('live.lost');
  return useCallback(
    async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        toast.done(t('copied'));
      } catch {
        toast.problem(t('copyFailed'));
      }
    },
    [t],
  );
}
