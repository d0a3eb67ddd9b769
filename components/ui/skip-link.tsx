/** The first stop of every page: past the bar, to the content. The page's `<main>` has the id `main`. */
export function SkipLink({ children }: { children: string }) {
  return (
    <a
      href="#main"
      className="-translate-y-20 fixed top-2 left-2 z-60 rounded-md border-2 border-ink bg-yellow px-4 py-3 font-bold text-ink focus:translate-y-0"
    >
      {children}
    </a>
  );
}
