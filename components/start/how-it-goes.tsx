import { useTranslations } from 'next-intl';

const STEPS = ['prepare', 'map', 'plan'] as const;

/** Three stations on one line: before, during and after. */
export function HowItGoes() {
  const t = useTranslations('start.how');
  return (
    <section aria-labelledby="how" className="gutter mx-auto w-full max-w-[90rem] py-12 sm:py-16">
      <h2 id="how" className="font-extrabold text-2xl">
        {t('title')}
      </h2>
      <ol className="mt-8 grid md:grid-cols-3">
        {STEPS.map((step, index) => (
          <li key={step} className="relative pb-8 pl-14 md:pt-14 md:pr-10 md:pb-0 md:pl-0">
            <span
              aria-hidden
              className={`track-solid absolute top-0 left-4 w-2.5 md:top-4 md:right-0 md:left-0 md:h-2.5 md:w-auto ${
                index === STEPS.length - 1 ? 'h-5 md:right-auto md:w-5' : 'h-full md:h-2.5'
              }`}
            />
            <span
              aria-hidden
              className={`absolute top-0 left-0 flex size-[2.625rem] items-center justify-center rounded-full border-[0.55rem] border-ink ${index === STEPS.length - 1 ? 'bg-yellow' : 'bg-paper'}`}
            />
            <h3 className="font-bold text-lg">{t(`steps.${step}.title`)}</h3>
            <p className="mt-1 max-w-[32ch] text-ink-soft">{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
