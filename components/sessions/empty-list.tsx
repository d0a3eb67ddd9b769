'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { createExample } from '@/lib/api/sessions';

/** An empty list as an empty line: an invitation to put the first station on it. */
export function EmptyList() {
  const t = useTranslations('sessions');
  const textOf = useFailureText();
  const router = useRouter();
  const example = useAction(
    () => call(createExample, {}),
    ({ id }) => router.push(`/sessions/${id}`),
    { staysPending: true },
  );
  return (
    <div className="py-8">
      <div aria-hidden className="flex items-center">
        <span className="size-11 shrink-0 rounded-full border-[0.6rem] border-ink bg-yellow" />
        <span className="track-gap h-3 w-full" />
      </div>
      <h2 className="mt-6 font-extrabold text-xl">{t('empty.title')}</h2>
      <p className="mt-2 max-w-prose text-lg">{t('empty.text')}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink href="/sessions/new" variant="primary">
          <PlusIcon />
          {t('new')}
        </ButtonLink>
        <Button onPress={example.run} isPending={example.isPending}>
          {t('empty.example')}
        </Button>
      </div>
      {example.failure ? (
        <p role="alert" className="mt-3 font-semibold text-danger">
          {textOf(example.failure)}
        </p>
      ) : null}
    </div>
  );
}
