import { cx } from './cx';

/** Two linked circles: two travellers. In yellow on navy; in ink elsewhere, where yellow would be too pale. */
export function LogoMark({ className = 'h-5 w-10' }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 48 24"
      className={cx('shrink-0', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="5"
    >
      <circle cx="12" cy="12" r="8.5" />
      <circle cx="36" cy="12" r="8.5" />
      <path d="M20.500 12h7" />
    </svg>
  );
}

/** The mark with the product's name. `wordClassName` lets narrow bars hide the word. */
export function Logo({ name, wordClassName }: { name: string; wordClassName?: string }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark className="h-5 w-10 text-yellow" />
      <span className={cx('font-extrabold text-lg tracking-tight', wordClassName)}>{name}</span>
    </span>
  );
}
