'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { ButtonVariant } from '@/components/ui/button-class';
import { ArrowRightIcon } from '@/components/ui/icons';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { createExample } from '@/lib/api/sessions';

/** Makes the example session and opens it: one press from a first look to a full board. */
export function ExampleButton({ variant }: { variant: ButtonVariant }) {
  const t = useTranslations('start');
  const busy = useTranslations('common')('busy');
  const textOf = useFailureText();
  const router = useRouter();
  const open = useAction(
    () => call(createExample, {}),
    ({ id }) => router.push(`/sessions/${id}`),
    { staysPending: true },
  );
  return (
    <div className="flex flex-col gap-2">
      <Button variant={variant} onPress={open.run} isPending={open.isPending}>
        {open.isPending ? busy : t('example')}
        <ArrowRightIcon />
      </Button>
      {open.failure ? (
        <p role="alert" className="max-w-72 font-semibold text-danger text-sm">
          {textOf(open.failure)}
        </p>
      ) : null}
    </div>
  );
}
