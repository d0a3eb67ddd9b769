'use client';

import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components/ListBox';
import { Text } from 'react-aria-components/Text';
import { cx } from './cx';
import { CheckIcon } from './icons';

/** The frame of everything that opens over the page. */
export const popoverClass = (extra?: string): string =>
  cx('animate-appear overflow-auto rounded-lg bg-paper text-ink shadow-float outline-none', extra);

/** How an item of a list or menu shows focus, hover and choice. */
export const itemClass =
  'flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-3 py-1.5 text-base outline-none data-[disabled]:text-ink-soft data-[focused]:bg-navy data-[focused]:text-white';

/** One choice of a select or combo box. */
export function Option({
  id,
  label,
  hint,
  mark,
  isDisabled,
}: {
  id: string;
  label: string;
  hint?: ReactNode;
  mark?: ReactNode;
  isDisabled?: boolean;
}) {
  return (
    <ListBoxItem id={id} isDisabled={isDisabled} textValue={label} className={cx(itemClass, 'group')}>
      {({ isSelected }) => (
        <>
          {mark}
          <span className="min-w-0 flex-1">
            <Text slot="label" className={cx('block', isSelected && 'font-bold')}>
              {label}
            </Text>
            {hint ? (
              <Text slot="description" className="block text-ink-soft text-sm group-data-[focused]:text-on-navy">
                {hint}
              </Text>
            ) : null}
          </span>
          {isSelected ? <CheckIcon className="size-5" /> : null}
        </>
      )}
    </ListBoxItem>
  );
}
