'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
// react-aria's own toasts: sonner writes a <style> without a nonce, which the content security policy refuses.
import {
  UNSTABLE_Toast as AriaToast,
  Button,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { cx } from './cx';
import { AlertIcon, CheckIcon, CloseIcon } from './icons';

type Tone = 'done' | 'problem' | 'plain';
type Said = { readonly tone: Tone; readonly text: string; readonly action?: ToastAction };
export type ToastAction = { readonly label: string; readonly onAction: () => void };

const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 });

/** Long enough to read and to reach; hovering or focusing stops the clock. */
const STAY_MS = 8_000;

const say = (tone: Tone) => (text: string, action?: ToastAction) => {
  queue.add({ tone, text, action }, { timeout: STAY_MS });
};

/** Short messages at the edge of the screen, read aloud too. A problem that needs an answer belongs in the page. */
export const toast = { done: say('done'), problem: say('problem'), say: say('plain'), clear: () => queue.clear() };

const ICON: Record<Tone, ReactNode> = {
  done: <CheckIcon className="size-5 text-ok-bright" />,
  problem: <AlertIcon className="size-5 text-yellow" />,
  plain: null,
};

/** The place where toasts appear; once, in the layout. */
export function Toasts() {
  const t = useTranslations('common');
  return (
    <ToastRegion
      queue={queue}
      aria-label={t('messages')}
      data-toasts=""
      className="fixed inset-x-4 bottom-4 z-60 flex flex-col items-center gap-2 outline-none sm:inset-x-auto sm:left-6 sm:items-start"
    >
      {({ toast: item }) => (
        <AriaToast
          toast={item}
          className={cx(
            'animate-appear flex w-full max-w-md flex-wrap items-center justify-end gap-x-3 rounded-lg border-2 border-paper bg-navy py-1.5 pr-1.5 pl-4 text-white',
          )}
        >
          {ICON[item.content.tone]}
          <ToastContent className="wrap-anywhere min-w-0 flex-1 basis-44 py-1.5">
            <Text slot="title" className="font-semibold">
              {item.content.text}
            </Text>
          </ToastContent>
          {item.content.action ? (
            <ActionButton action={item.content.action} onDone={() => queue.close(item.key)} />
          ) : null}
          <Button
            slot="close"
            aria-label={t('close')}
            className="flex size-11 shrink-0 items-center justify-center rounded-md hover:bg-navy-soft"
          >
            <CloseIcon />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}

function ActionButton({ action, onDone }: { action: ToastAction; onDone: () => void }) {
  return (
    <Button
      slot={null}
      onPress={() => {
        action.onAction();
        onDone();
      }}
      className="min-h-11 shrink-0 rounded-md px-3 font-bold text-yellow underline underline-offset-4 hover:bg-navy-soft"
    >
      {action.label}
    </Button>
  );
}
