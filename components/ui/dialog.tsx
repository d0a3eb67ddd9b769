'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button';
import { cx } from './cx';
import { IconButton } from './icon-button';
import { CloseIcon } from './icons';

export type DialogProps = {
  readonly title: string;
  /** Leave out to open it by rendering it. */
  readonly isOpen?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  /** Interrupts with a question that must be answered. */
  readonly isAlert?: boolean;
  readonly danger?: boolean;
};

const WIDTH = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' } as const;

/** A window over the page. Takes the focus, gives it back, closes with Escape and a tap beside it. */
export function Dialog({
  title,
  isOpen = true,
  onClose,
  children,
  size = 'md',
  isAlert = false,
  danger = false,
}: DialogProps) {
  const t = useTranslations('common');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isAlert}
      className="fixed inset-0 z-50 flex h-(--visual-viewport-height) items-end justify-center overflow-y-auto bg-navy/60 sm:items-center sm:p-6"
    >
      <Modal className={cx('animate-appear max-h-full w-full overflow-y-auto bg-paper sm:rounded-lg', WIDTH[size])}>
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className="flex flex-col outline-none">
          <div
            className={cx(
              'flex items-start justify-between gap-4 border-t-8 px-5 pt-5 sm:px-7',
              danger ? 'border-danger' : 'border-yellow',
            )}
          >
            <Heading slot="title" className="font-extrabold text-xl">
              {title}
            </Heading>
            {isAlert ? null : (
              <IconButton label={t('close')} onPress={onClose} tooltip={false} className="-mt-1.5 -mr-2.5">
                <CloseIcon />
              </IconButton>
            )}
          </div>
          <div className="px-5 pt-3 pb-6 sm:px-7">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export type ConfirmDialogProps = {
  readonly title: string;
  /** What will happen, in full sentences; for a deletion, what is lost. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly isOpen?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly danger?: boolean;
  readonly isPending?: boolean;
};

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, isOpen, onConfirm, onClose, danger = false, isPending = false } = props;
  const t = useTranslations('common');
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} size="sm" isAlert danger={danger}>
      <div className="flex flex-col gap-3">{children}</div>
      <div className="mt-6 flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onPress={onClose} autoFocus>
          {t('cancel')}
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} onPress={onConfirm} isPending={isPending}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
