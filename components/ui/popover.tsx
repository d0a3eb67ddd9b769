'use client';

import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { popoverClass } from './option';

/** A button that opens a small window beside it: something to read, with a control or two. Escape or a tap elsewhere closes it. */
export function Popover({
  trigger,
  title,
  children,
  onOpenChange,
}: {
  /** A button; it gets the focus back. */
  trigger: ReactElement;
  title: string;
  children: ReactNode;
  onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <DialogTrigger onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover
        // The dialog inside has the name; on its frame, which is nothing by itself, it would be content in no landmark.
        // biome-ignore lint/a11y/useValidAriaValues: empty takes away the name that the trigger gives
        aria-labelledby=""
        offset={6}
        placement="bottom end"
        className={popoverClass('w-[min(24rem,94vw)]')}
      >
        <Dialog className="border-yellow border-t-8 px-5 pt-4 pb-5 outline-none">
          <Heading slot="title" className="font-extrabold text-lg">
            {title}
          </Heading>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
