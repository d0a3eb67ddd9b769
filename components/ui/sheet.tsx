'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './icon-button';
import { ArrowLeftIcon, CloseIcon } from './icons';
import { useMedia } from './use-media';

export type SheetProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Beside the title, on navy: a save mark. */
  readonly aside?: ReactNode;
  /** Stays in view at the bottom. */
  readonly footer?: ReactNode;
  /** Where the focus goes at closing; by default where it was. Give it when that place may be gone. */
  readonly returnFocus?: () => HTMLElement | null;
};

/**
 * A sheet at the right, beside the work: what is next to it stays usable. On a phone it fills the screen and keeps
 * the focus inside. Render it to open it; the DOM is the same in both, so turning the phone loses no text.
 */
export function Sheet({ title, onClose, children, aside, footer, returnFocus }: SheetProps) {
  const t = useTranslations('common');
  const wide = useMedia('(min-width: 48rem)');
  const id = useId();
  const ref = useRef<HTMLElement>(null);
  const back = useRef(returnFocus);
  useEffect(() => {
    back.current = returnFocus;
  });
  useEffect(() => {
    const before = document.activeElement;
    const sheet = ref.current;
    sheet?.focus({ preventScroll: true });
    return () => {
      // Only when the focus was in here: somebody who went on elsewhere is not called back.
      const lost = document.activeElement === document.body || sheet?.contains(document.activeElement);
      const target = back.current?.() ?? (before instanceof HTMLElement ? before : null);
      if (lost && target?.isConnected) target.focus({ preventScroll: true });
    };
  }, []);
  useScrollLock(!wide);
  const onKeyDown = (event: KeyboardEvent) => {
    // Lists and menus inside prevent the default when they use Escape themselves.
    if (event.key === 'Escape' && !event.defaultPrevented && !event.nativeEvent.isComposing) onClose();
    if (event.key === 'Tab' && !wide && ref.current) keepInside(ref.current, event);
  };
  return (
    <section
      ref={ref}
      role="dialog"
      aria-modal={!wide}
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="animate-slide-in fixed inset-0 z-40 flex flex-col bg-paper outline-none md:top-16 md:left-auto md:w-[27rem] md:border-ink md:border-l-2 lg:w-[30rem]"
    >
      <header className="flex min-h-16 shrink-0 items-center gap-1 bg-navy pr-4 pl-2 text-white md:border-rule md:border-b md:bg-paper md:text-ink">
        <IconButton label={t('close')} tone={wide ? 'ink' : 'navy'} onPress={onClose} tooltip={false}>
          {wide ? <CloseIcon /> : <ArrowLeftIcon />}
        </IconButton>
        <h2 id={id} className="min-w-0 flex-1 truncate font-bold text-lg">
          {title}
        </h2>
        {aside}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-5 md:px-6">{children}</div>
      {footer ? (
        <div className="flex shrink-0 flex-wrap gap-3 border-rule border-t bg-paper px-4 py-3 md:px-6 [&>*]:flex-1">
          {footer}
        </div>
      ) : null}
    </section>
  );
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex="-1"])';

function keepInside(sheet: HTMLElement, event: KeyboardEvent): void {
  const stops = [...sheet.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.offsetParent !== null);
  const first = stops.at(0);
  const last = stops.at(-1);
  const here = document.activeElement;
  if (event.shiftKey && (here === first || here === sheet)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && here === last) {
    event.preventDefault();
    first?.focus();
  }
}

function useScrollLock(locked: boolean): void {
  useEffect(() => {
    if (!locked) return;
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = 'hidden';
    return () => {
      document.documentElement.style.overflow = overflow;
    };
  }, [locked]);
}
