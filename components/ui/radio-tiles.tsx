'use client';

import type { ReactNode } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { cx } from './cx';
import { FieldDescription, FieldHelp, FieldLabel, type FieldProps } from './field-parts';

export type Tile<T extends string = string> = {
  readonly value: T;
  /** The main line: a sign, a name. */
  readonly title: ReactNode;
  /** A second, smaller line. */
  readonly note?: ReactNode;
};

export type RadioTilesProps<T extends string> = FieldProps & {
  /** `null` or an unknown value: none is chosen. */
  readonly value: T | '' | null;
  readonly onChange: (value: T) => void;
  readonly tiles: readonly Tile<T>[];
  /** `row`: narrow tiles side by side (a scale). `list`: wide tiles that hold a sentence. */
  readonly layout?: 'row' | 'list';
  /** Columns of a list on wide screens. */
  readonly columns?: 1 | 2;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
};

/** A choice shown as tiles that are all in view. The chosen one has a thick border, a tint and bold words. */
export function RadioTiles<T extends string>(props: RadioTilesProps<T>) {
  const {
    label,
    description,
    error,
    hideLabel,
    className,
    value,
    onChange,
    tiles,
    layout = 'row',
    columns = 1,
    ...rest
  } = props;
  return (
    <RadioGroup
      {...rest}
      value={value || null}
      onChange={(next) => {
        const chosen = tiles.find((tile) => tile.value === next);
        if (chosen) onChange(chosen.value);
      }}
      orientation={layout === 'row' ? 'horizontal' : 'vertical'}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      {description ? <FieldDescription>{description}</FieldDescription> : null}
      <div className={layout === 'row' ? 'flex flex-wrap gap-2' : cx('grid gap-2', columns === 2 && 'md:grid-cols-2')}>
        {tiles.map((tile) => (
          <RadioField key={tile.value} value={tile.value} className={layout === 'row' ? 'min-w-14 flex-1' : ''}>
            <RadioButton
              className={cx(TILE, layout === 'row' ? 'items-center px-1.5 text-center' : 'items-stretch px-3.5')}
            >
              <span className="font-bold">{tile.title}</span>
              {tile.note ? <span className="text-sm leading-tight">{tile.note}</span> : null}
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldHelp error={error} />
    </RadioGroup>
  );
}

const TILE =
  'flex h-full min-h-14 flex-col justify-start gap-0.5 rounded-lg border-2 border-edge bg-paper py-2 hover:bg-zone data-[selected]:border-ink data-[selected]:bg-tint data-[selected]:ring-2 data-[selected]:ring-ink data-[disabled]:opacity-60';
