import { lineColour } from './colours';
import { cx } from './cx';

const SIZE = {
  sm: 'size-6 text-sm rounded-sm',
  md: 'size-8 text-base rounded-md',
  lg: 'size-11 text-xl rounded-md',
} as const;

/** The square of a line: its letter in its colour. Read aloud only when given a label, because a name usually stands beside it. */
export function LineBadge({
  letter,
  line,
  size = 'md',
  label,
}: {
  letter: string;
  line: number;
  size?: keyof typeof SIZE;
  label?: string;
}) {
  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      style={{ background: lineColour(line), forcedColorAdjust: 'none' }}
      className={cx('inline-flex shrink-0 items-center justify-center font-extrabold text-white', SIZE[size])}
    >
      {letter}
    </span>
  );
}
