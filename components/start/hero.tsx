import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { ExampleButton } from './example-button';

/** What this is, and the one thing to press. On a new installation that is making the first account. */
export function Hero({ accounts }: { accounts: 'first' | 'open' | 'closed' }) {
  const t = useTranslations('start');
  const isFirst = accounts === 'first';
  return (
    <section className="gutter mx-auto w-full max-w-[90rem] pt-9 pb-9 sm:pt-14 sm:pb-12">
      <h1 className="max-w-[18ch] font-extrabold text-3xl lg:max-w-none">{t('title')}</h1>
      <p className="mt-4 max-w-[38rem] text-lg">{t('intro')}</p>
      {isFirst ? (
        <div className="mt-6 max-w-[38rem]">
          <Banner title={t('firstAccountTitle')}>
            <p>{t('firstAccountNote')}</p>
          </Banner>
        </div>
      ) : null}
      <div className="mt-7 flex flex-wrap items-start gap-3">
        {isFirst ? (
          <ButtonLink href="/sign-up" variant="primary">
            {t('firstAccount')}
          </ButtonLink>
        ) : null}
        <ExampleButton variant={isFirst ? 'outline' : 'primary'} />
        {isFirst ? null : (
          <ButtonLink href="/sign-in" variant="outline">
            {t('signIn')}
          </ButtonLink>
        )}
      </div>
      <p className="mt-3 text-ink-soft">{t('exampleNote')}</p>
    </section>
  );
}
