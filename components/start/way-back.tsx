import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/components/ui/button';
import { ArrowRightIcon } from '@/components/ui/icons';

/** For guests who closed the tab: straight back into the session. */
export function WayBack({ sessions }: { sessions: readonly { readonly id: string; readonly title: string }[] }) {
  const t = useTranslations('start.back');
  return (
    <section aria-label={t('title')} className="border-ink border-b-2 bg-zone">
      <div className="gutter mx-auto flex w-full max-w-[90rem] flex-wrap items-center gap-x-6 gap-y-3 py-4">
        <p aria-hidden className="font-bold text-lg">
          {t('title')}
        </p>
        <ul className="flex min-w-0 flex-wrap gap-3">
          {sessions.map(({ id, title }) => (
            <li key={id} className="min-w-0">
              <ButtonLink href={`/sessions/${id}`} variant="primary" className="max-w-full">
                <span className="wrap-anywhere min-w-0 text-left">{title}</span>
                <ArrowRightIcon />
              </ButtonLink>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
