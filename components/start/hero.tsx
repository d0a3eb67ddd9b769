import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { ExampleButton } from './example-button';

/** What this is, and the one thing to press: the example, unless making the first account or going back comes first. */
export function Hero({ accounts, hasWayBack }: { accounts: 'first' | 'open' | 'closed'; hasWayBack: boolean }) {
  const t = useTranslations('start');
  const isFirst = accounts === 'first';
  return (
    <section className="gutter mx-auto grid w-full max-w-[90rem] gap-x-12 gap-y-5 py-9 sm:py-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)] lg:items-end lg:py-14">
      <h1 className="max-w-[17ch] self-start font-extrabold text-4xl">{t('title')}</h1>
      <div>
        <p className="text-lg">{t('intro')}</p>
        {isFirst ? (
          <div className="mt-5">
            <Banner title={t('firstAccountTitle')}>
              <p>{t('firstAccountNote')}</p>
            </Banner>
          </div>
        ) : null}
        <div className="mt-6 flex flex-wrap items-start gap-3">
          {isFirst ? (
            <ButtonLink href="/sign-up" variant={hasWayBack ? 'solid' : 'primary'}>
              {t('firstAccount')}
            </ButtonLink>
          ) : null}
          <ExampleButton variant={isFirst || hasWayBack ? 'outline' : 'primary'} />
          {isFirst ? null : (
            <ButtonLink href="/sign-in" variant="outline">
              {t('signIn')}
            </ButtonLink>
          )}
        </div>
        <p className="mt-3 text-ink-soft">{t('exampleNote')}</p>
      </div>
    </section>
  );
}
