import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Hero } from '@/components/start/hero';
import { HowItGoes } from '@/components/start/how-it-goes';
import { JourneyMap } from '@/components/start/journey-map';
import { JourneyStrip } from '@/components/start/journey-strip';
import { WayBack } from '@/components/start/way-back';
import { buttonClass } from '@/components/ui/button-class';
import { SiteBar } from '@/components/ui/site-bar';
import { listGuestSessions } from '@/server/services/guest-sessions';
import { viewer } from './viewer';

export default async function StartPage() {
  const { context, caller } = await viewer();
  if (caller.organiser) redirect('/sessions');
  const [accounts, back, t] = await Promise.all([
    context.auth.signUpState(),
    caller.guest ? listGuestSessions(context, caller.guest) : [],
    getTranslations('start'),
  ]);
  return (
    <>
      <SiteBar />
      <main id="main" tabIndex={-1} className="flex-1">
        {back.length > 0 ? <WayBack sessions={back} /> : null}
        <Hero accounts={accounts} hasWayBack={back.length > 0} />
        <figure role="img" aria-label={t('map.label')} className="border-rule border-y-2">
          <div className="gutter mx-auto hidden max-w-[90rem] lg:block">
            <JourneyMap />
          </div>
          <div className="gutter lg:hidden">
            <JourneyStrip />
          </div>
        </figure>
        <HowItGoes />
        <section className="gutter mx-auto flex w-full max-w-[90rem] flex-wrap items-center gap-x-5 gap-y-3 pb-14">
          <h2 className="font-bold text-lg">{t('haveLink')}</h2>
          <Link href="/join" className={buttonClass('outline')}>
            {t('join')}
          </Link>
        </section>
      </main>
      <footer className="bg-zone">
        <p className="gutter mx-auto max-w-[90rem] py-6 text-ink-soft text-sm">{t('footer')}</p>
      </footer>
    </>
  );
}
