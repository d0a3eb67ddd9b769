'use client';

import { ToggleButton, ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from './cx';

export type Segment<T extends string> = { readonly value: T; readonly label: string };

/** A few ways to look at the same thing; one is always on. `ground` says what it lies on. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  segments,
  ground = 'paper',
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  segments: readonly Segment<T>[];
  ground?: 'paper' | 'navy';
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.value));
        if (chosen) onChange(chosen.value);
      }}
      className={cx('inline-flex rounded-lg border-2', ground === 'navy' ? 'border-white' : 'border-ink')}
    >
      {segments.map((segment) => (
        <ToggleButton key={segment.value} id={segment.value} className={cx(SEGMENT, GROUND[ground])}>
          {segment.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const SEGMENT =
  'min-h-10 rounded-md px-4 py-1 font-bold text-sm first:rounded-l-md last:rounded-r-md pointer-coarse:min-h-11';

const GROUND = {
  paper: 'text-ink hover:bg-zone data-[selected]:bg-navy data-[selected]:text-white',
  navy: 'text-white hover:bg-navy-soft data-[selected]:bg-paper data-[selected]:text-ink',
} as const;
