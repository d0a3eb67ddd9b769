import { useLocale, useTranslations } from 'next-intl';
import { type PhaseModelKey, phaseModels } from '@/lib/method/phase-models';

/** A phase model as a small line with one station per phase; `named` writes the phases under it. */
export function MiniLine({ model, named = false }: { model: PhaseModelKey; named?: boolean }) {
  const t = useTranslations('sessions.row');
  const locale = useLocale();
  const phases = phaseModels[model].phases.map(({ key, name }) => ({ key, name: name[locale] }));
  const label = t('phases', { phases: phases.map(({ name }) => name).join(', ') });
  return (
    <span className="relative block">
      {named ? null : <span className="sr-only">{label}</span>}
      <span
        aria-hidden={!named}
        className="relative grid"
        style={{ gridTemplateColumns: `repeat(${phases.length}, minmax(0, 1fr))` }}
      >
        {phases.map(({ key, name }, index) => (
          <span key={key} className="relative flex min-w-0 flex-col items-start gap-1">
            <span aria-hidden className="relative flex h-5 w-full items-center">
              <span
                className={`track-solid absolute left-2 h-1.5 ${index === phases.length - 1 ? 'right-full' : '-right-2'}`}
              />
              <span className="relative size-5 rounded-full border-[0.3rem] border-ink bg-paper" />
            </span>
            {named ? (
              <span className="wrap-anywhere hyphens-auto pr-1.5 text-xs leading-tight sm:text-sm">{name}</span>
            ) : null}
          </span>
        ))}
      </span>
    </span>
  );
}
