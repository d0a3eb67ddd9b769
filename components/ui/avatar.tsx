import { presenceColour } from './colours';
import { cx } from './cx';

const segmenter = new Intl.Segmenter('nl', { granularity: 'grapheme' });
const firstOf = (word: string): string => [...segmenter.segment(word)][0]?.segment ?? '';

/** One or two initials, whole characters even when those are emoji: `Samira el Y.` → `SY`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? firstOf(words.at(-1) ?? '') : '';
  return (firstOf(words[0] ?? '') + last).toLocaleUpperCase('nl') || '?';
}

const SIZE = { sm: 'size-7 text-xs', md: 'size-9 text-sm', lg: 'size-11 text-base' } as const;

/** Somebody as a coloured circle with initials. Say the name beside it, or give `label` to have it read aloud. */
export function Avatar({
  name,
  colour,
  size = 'md',
  label,
  className,
}: {
  name: string;
  colour: number;
  size?: keyof typeof SIZE;
  label?: string;
  className?: string;
}) {
  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      title={label}
      style={{ background: presenceColour(colour), forcedColorAdjust: 'none' }}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-bold text-white tracking-tight',
        SIZE[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
