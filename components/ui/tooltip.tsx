'use client';

import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';

/** A short text beside a control on hover and on focus; Escape hides it. Never holds what is said nowhere else. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {children}
      <AriaTooltip
        offset={8}
        className="max-w-64 rounded-md bg-navy px-2.5 py-1.5 font-semibold text-sm text-white ring-2 ring-paper"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
