/** A line that stops at a buffer: the picture of "not found" and "went wrong". Decoration. */
export function EndOfLine({ className = '' }: { className?: string }) {
  return (
    <svg aria-hidden="true" focusable="false" viewBox="0 0 520 90" className={`w-full max-w-xl ${className}`}>
      <g fill="none" strokeWidth="14">
        <path d="M0 45H250" stroke="var(--color-line-0)" />
        <path d="M250 45H410" stroke="var(--color-line-0)" strokeDasharray="18 14" />
        <path d="M440 12V78" stroke="var(--color-ink)" strokeLinecap="round" />
      </g>
      <g fill="var(--color-paper)" stroke="var(--color-line-0)" strokeWidth="11">
        <circle cx="70" cy="45" r="19" />
        <circle cx="230" cy="45" r="19" />
      </g>
    </svg>
  );
}
