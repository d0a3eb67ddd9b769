'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { announce } from '@/components/session/announce';
import { useActor, useJourney, useRoom } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import { messageOf } from '@/lib/collab/document';
import type { TouchpointId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';
import { mayEditJourney } from '@/lib/method/permissions';
import { MessageCarets } from './message-carets';
import { bindText, caretOf } from './text-binding';
import { useTyping } from './use-typing';

const countWords = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length;

/** Ties the field to the shared text and tells the others where one's caret is. */
function useSharedText(id: TouchpointId) {
  const room = useRoom();
  const run = useCommand();
  const typing = useTyping(id, 'message');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = field.current;
    const text = messageOf(room.doc, id);
    if (!element || !text) return;
    const unbind = bindText(element, text, (change) => {
      typing();
      return run('spliceMessage', { id, ...change }).ok;
    });
    const tellCaret = () => {
      if (document.activeElement !== element) return;
      room.present({
        caret: {
          touchpointId: id,
          anchor: caretOf(text, element.selectionStart),
          head: caretOf(text, element.selectionEnd),
        },
      });
    };
    const leave = () => room.present({ caret: null });
    document.addEventListener('selectionchange', tellCaret);
    element.addEventListener('blur', leave);
    return () => {
      unbind();
      leave();
      document.removeEventListener('selectionchange', tellCaret);
      element.removeEventListener('blur', leave);
    };
  }, [room, id, run, typing]);
  return field;
}

/** The message, written together character by character, with the carets of who else is in it. */
export function MessageField({ id, personaName }: { id: TouchpointId; personaName: string }) {
  const t = useTranslations('sheet');
  const board = useTranslations('board');
  const room = useRoom();
  const field = useSharedText(id);
  const fieldId = useId();
  const message = useJourney((journey) => journey.touchpoints.get(id)?.message) ?? '';
  const editable = mayEditJourney(useActor());

  // The browser's undo would take back what colleagues typed: it knows only the whole field.
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    const redo = key === 'y' || event.shiftKey;
    if (redo) room.redo();
    else room.undo();
    announce(board(redo ? 'redone' : 'undone'));
  };

  return (
    <div>
      <label htmlFor={fieldId} className="mb-1.5 block font-semibold text-sm">
        {personaName ? t('messageFor', { name: personaName }) : t('message')}
      </label>
      <div className="relative grid rounded-lg border-2 border-edge bg-paper focus-within:border-ink">
        <MessageCarets id={id} message={message} />
        <textarea
          ref={field}
          id={fieldId}
          readOnly={!editable}
          maxLength={LIMITS.message}
          aria-describedby={`${fieldId}-count`}
          onKeyDown={onKeyDown}
          spellCheck
          className="message-text resize-none overflow-hidden bg-transparent"
        />
      </div>
      <p id={`${fieldId}-count`} className="mt-1.5 text-sm text-ink-soft">
        {t('words', { count: countWords(message) })}
        {message.length > LIMITS.message * 0.9
          ? ` · ${t('charactersLeft', { count: LIMITS.message - message.length })}`
          : ''}
      </p>
    </div>
  );
}
