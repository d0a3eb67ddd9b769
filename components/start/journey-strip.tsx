import { useTranslations } from 'next-intl';
import { lineColour, lineStyle } from '@/components/ui/colours';
import { Departures } from './departures';
import { LINES, STOPS, ZONES } from './map-data';

/** Where a line runs in the strip at the left, in pixels. */
const leftOf = (line: number): number => 24 + line * 34;

/** The same picture for narrow screens: the lines run down, zone by zone, to the departure board. */
export function JourneyStrip() {
  const t = useTranslations('start.map');
  return (
    <div aria-hidden className="text-sm">
      <div className="flex h-14 items-end">
        {LINES.map(({ letter }, line) => (
          <span
            key={letter}
            style={{ background: lineColour(line), left: leftOf(line) - 14 - line * 28, forcedColorAdjust: 'none' }}
            className="relative flex size-7 items-center justify-center rounded-md font-extrabold text-white"
          >
            {letter}
          </span>
        ))}
      </div>
      {ZONES.map(({ name }, zone) => {
        const stops = STOPS.filter((stop) => stop.zone === zone);
        return (
          <div key={name} className={`relative flex min-h-32 ${zone % 2 ? '' : 'bg-zone'}`}>
            <div className="relative w-[7.500rem] shrink-0">
              {LINES.map(({ letter, gap }, line) => (
                <span
                  key={letter}
                  style={{ ...lineStyle(line), left: leftOf(line) - 5 }}
                  className={`absolute inset-y-0 w-2.5 ${gap && zone === 1 ? 'track-gap-y' : 'track-solid'}`}
                />
              ))}
              {stops.map(({ key, line, peak }, index) => (
                <span
                  key={key}
                  style={{
                    left: leftOf(line) - 13,
                    top: `${((index + 1) / (stops.length + 1)) * 100}%`,
                    borderColor: peak ? 'var(--color-ink)' : lineColour(line),
                  }}
                  className={`absolute size-[1.625rem] -translate-y-1/2 rounded-full border-[0.45rem] ${peak ? 'bg-yellow' : 'bg-paper'}`}
                />
              ))}
            </div>
            <div className="flex min-w-0 flex-col justify-center gap-0.5 py-3 pr-4">
              <p className="font-extrabold text-lg">{name}</p>
              {stops.map(({ key, line }) => (
                <p key={key} className="leading-snug">
                  <span style={{ color: lineColour(line) }} className="font-extrabold">
                    {LINES[line].letter}
                  </span>{' '}
                  {t(`stations.${key}`)}
                </p>
              ))}
            </div>
          </div>
        );
      })}
      <Departures />
    </div>
  );
}
