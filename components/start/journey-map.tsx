import { useTranslations } from 'next-intl';
import { Departures } from './departures';
import { HEIGHT, LINES, STOPS, WIDTH, ZONES } from './map-data';
import { MapLines } from './map-lines';

/** From the drawing's units to a place in percent, for the words that lie over it. */
const at = (x: number, y: number) => ({ left: `${(x / WIDTH) * 100}%`, top: `${(y / HEIGHT) * 100}%` });

const PERSONAS = ['a', 'b', 'c'] as const;

/**
 * The product in one picture, for wide screens: lines through zones, ending in a departure board. Lines are SVG, words
 * are text that wraps in either language; both scale with the width.
 */
export function JourneyMap() {
  const t = useTranslations('start.map');
  return (
    <div aria-hidden className="@container relative" style={{ aspectRatio: `${WIDTH} / ${HEIGHT}` }}>
      <MapLines />
      <div className="absolute inset-0 text-[clamp(0.75rem,1.22cqw,1.125rem)] leading-tight">
        {ZONES.map(({ name, from }) => (
          <p key={name} style={at(from + 16, 16)} className="absolute font-extrabold text-[1.35em]">
            {name}
          </p>
        ))}
        {LINES.map(({ letter, start }, line) => (
          <p key={letter} style={at(start.x - 24, start.y - 50)} className="absolute w-[13%] font-bold">
            {t(`personas.${PERSONAS[line] ?? 'a'}`)}
          </p>
        ))}
        {STOPS.map(({ key, x, y }) => (
          <p key={key} style={at(x - 15, y + 23)} className="absolute w-[10.500%] font-semibold">
            {t(`stations.${key}`)}
          </p>
        ))}
        <p
          style={at(424, 252)}
          className="absolute rounded-md border-2 border-edge border-dashed bg-paper px-[0.8em] py-[0.4em] font-semibold text-ink-soft"
        >
          {t('gap')}
        </p>
        <div style={{ ...at(985, 14), right: 0, bottom: at(0, 14).top }} className="absolute">
          <Departures />
        </div>
      </div>
    </div>
  );
}
