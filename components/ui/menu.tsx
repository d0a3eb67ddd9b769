'use client';

import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components/Menu';
import { cx } from './cx';
import { CheckIcon } from './icons';
import { itemClass, popoverClass } from './option';

export type MenuAction = {
  readonly id: string;
  readonly label: string;
  readonly onAction: () => void;
  readonly icon?: ReactNode;
  readonly hint?: ReactNode;
  readonly danger?: boolean;
  readonly isDisabled?: boolean;
  /** Marks where something is now, in a menu that moves or chooses. */
  readonly isCurrent?: boolean;
};
export type MenuGroup = { readonly title: string; readonly mark?: ReactNode; readonly items: readonly MenuAction[] };

export type MenuProps = {
  /** A `Button` or `IconButton` (with `tooltip={false}`). */
  readonly trigger: ReactElement;
  /** What the menu is for, for screen readers. */
  readonly label: string;
  readonly items?: readonly MenuAction[];
  readonly groups?: readonly MenuGroup[];
  readonly align?: 'start' | 'end';
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
};

/** A button that opens a list of actions, in groups if need be. */
export function Menu({ trigger, label, items = [], groups = [], align = 'start', isOpen, onOpenChange }: MenuProps) {
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <Popover offset={6} placement={`bottom ${align}`} className={popoverClass('min-w-56 max-w-[min(24rem,92vw)]')}>
        <AriaMenu aria-label={label} className="max-h-[inherit] overflow-auto p-1.5 outline-none">
          {items.map((item) => (
            <Item key={item.id} {...item} />
          ))}
          {groups.map((group) => (
            <MenuSection
              key={group.title}
              className="border-rule [&:not(:first-child)]:mt-1.5 [&:not(:first-child)]:border-t [&:not(:first-child)]:pt-1.5"
            >
              <Header className="flex items-center gap-2 px-3 py-1 font-bold text-ink-soft text-sm">
                {group.mark}
                {group.title}
              </Header>
              {group.items.map((item) => (
                <Item key={item.id} {...item} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Item({ id, label, onAction, icon, hint, danger, isDisabled, isCurrent }: MenuAction) {
  return (
    <MenuItem
      id={id}
      textValue={label}
      onAction={onAction}
      isDisabled={isDisabled}
      className={cx(itemClass, 'group font-semibold', danger && 'text-danger data-[focused]:bg-danger')}
    >
      {icon}
      <span className="min-w-0 flex-1">
        <Text slot="label" className="block">
          {label}
        </Text>
        {hint ? (
          <Text
            slot="description"
            className="block font-normal text-ink-soft text-sm group-data-[focused]:text-on-navy"
          >
            {hint}
          </Text>
        ) : null}
      </span>
      {isCurrent ? <CheckIcon className="size-5" /> : null}
    </MenuItem>
  );
}
