import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Logo } from './logo';

export type NavItem = {
  readonly href: string;
  readonly label: string;
  readonly isCurrent?: boolean;
  readonly icon?: ReactNode;
};

/**
 * The navy bar of every page. `title` names where one is, `nav` the places beside it, `right` holds what is live:
 * save mark, people, language. On a phone the places go to a second row, within reach and never cut off.
 */
export function TopBar({
  name,
  home,
  homeLabel,
  title,
  nav = [],
  navLabel,
  right,
}: {
  /** The product's name. */
  name: string;
  home: string;
  homeLabel: string;
  title?: ReactNode;
  nav?: readonly NavItem[];
  navLabel?: string;
  right?: ReactNode;
}) {
  return (
    <header data-print="hide" className="relative z-30 bg-navy text-white">
      <div className="flex min-h-16 flex-wrap items-center gap-x-4 px-[clamp(0.75rem,2vw,1.5rem)]">
        <Link href={home} aria-label={homeLabel} className="flex min-h-11 items-center rounded-md">
          <Logo name={name} wordClassName={title ? 'hidden xl:inline' : undefined} />
        </Link>
        {title ? (
          <div className="min-w-0 flex-1 truncate font-semibold text-base lg:text-lg">{title}</div>
        ) : (
          <div className="flex-1" />
        )}
        {nav.length > 0 ? (
          <nav aria-label={navLabel} className="order-last w-full md:order-none md:w-auto">
            <ul className="-mx-1 flex gap-1 pb-2 md:pb-0">
              {nav.map((item) => (
                <li key={item.href} className="flex-1 md:flex-none">
                  <NavLink {...item} />
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
        {right ? <div className="flex items-center gap-2 sm:gap-3">{right}</div> : null}
      </div>
    </header>
  );
}

function NavLink({ href, label, isCurrent, icon }: NavItem) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cx(
        'flex min-h-11 items-center justify-center gap-2 rounded-md px-2 font-bold text-sm md:px-3.5 md:text-base',
        isCurrent ? 'bg-paper text-ink' : 'text-on-navy hover:bg-navy-soft hover:text-white',
      )}
    >
      {icon}
      {label}
    </Link>
  );
}
