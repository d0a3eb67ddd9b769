import { encode } from 'uqr';

/** Modules of white around the code: scanners need four. */
const QUIET = 4;

/** A QR code as one SVG path: sharp at every size, on a projector and on paper. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="block w-full bg-white"
    >
      <title>{label}</title>
      <path d={path} fill="#000" />
    </svg>
  );
}
