import { useTranslations } from 'next-intl';
import { lineColour } from '@/components/ui/colours';
import { DEPARTURES, LINES } from './map-data';

/** The content calendar as a departure board: when, which line, what. Sizes are in em, so that it fits its place. */
export function Departures() {
  const t = useTranslations('start.map');
  return (
    <div className="flex h-full flex-col rounded-[0.5em] bg-navy px-[1em] py-[0.9em] text-white leading-tight">
      <p className="border-navy-soft border-b-2 pb-[0.6em] font-extrabold text-[1.15em] text-yellow">{t('calendar')}</p>
      <ul className="flex flex-1 flex-col justify-around divide-y divide-navy-soft">
        {DEPARTURES.map(({ date, station, line }) => (
          <li key={date} className="flex items-center gap-[0.7em] py-[0.45em]">
            <span
              style={{ background: lineColour(line), forcedColorAdjust: 'none' }}
              className="flex size-[1.7em] shrink-0 items-center justify-center rounded-[0.3em] font-extrabold ring-1 ring-white/60"
            >
              {LINES[line].letter}
            </span>
            <span className="min-w-0">
              <span className="block text-[0.85em] text-on-navy">{t(`dates.${date}`)}</span>
              <span className="block font-semibold">{t(`stations.${station}`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
