import { lineColour } from '@/components/ui/colours';
import { HEIGHT, LINES, STOPS, WIDTH, ZONES } from './map-data';

/** The drawing without its words: zones, lines, stations and the letters of the lines. */
export function MapLines() {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="absolute inset-0 size-full" focusable="false" aria-hidden="true">
      {ZONES.map(({ name, from, to }, index) => (
        <rect
          key={name}
          x={from}
          y="0"
          width={to - from}
          height={HEIGHT}
          fill={index % 2 ? 'none' : 'var(--color-zone)'}
        />
      ))}
      <path
        d={[...ZONES.map(({ from }) => `M${from} 0V${HEIGHT}`), `M975 0V${HEIGHT}`].join('')}
        stroke="var(--color-rule)"
        strokeWidth="1.500"
      />
      {LINES.map(({ letter, path, gap }, line) => (
        <g key={letter} fill="none" stroke={lineColour(line)} strokeWidth="13" strokeLinejoin="round">
          <path d={path} strokeLinecap="butt" />
          {gap ? <path d={gap} strokeDasharray="15 12" opacity="0.75" /> : null}
        </g>
      ))}
      {STOPS.map(({ key, line, x, y, peak }) => (
        <circle
          key={key}
          cx={x}
          cy={y}
          r={peak ? 17 : 14.5}
          fill={peak ? 'var(--color-yellow)' : 'var(--color-paper)'}
          stroke={peak ? 'var(--color-ink)' : lineColour(line)}
          strokeWidth={peak ? 9 : 8.5}
        />
      ))}
      {LINES.map(({ letter, start }, line) => (
        <g key={letter}>
          <rect x={start.x - 26} y={start.y - 24} width="48" height="48" rx="9" fill={lineColour(line)} />
          <text x={start.x - 2} y={start.y + 10} textAnchor="middle" fontSize="28" fontWeight="800" fill="#fff">
            {letter}
          </text>
        </g>
      ))}
    </svg>
  );
}
