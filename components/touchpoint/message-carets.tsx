'use client';

import { Fragment } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useRoom } from '@/components/session/room-context';
import { presenceColour } from '@/components/ui/colours';
import { messageOf } from '@/lib/collab/document';
import type { TouchpointId } from '@/lib/core/ids';
import { caretIndex } from './text-binding';

/**
 * An invisible copy of the text under the field: it makes the field as tall as its text, and it is where colleagues'
 * carets are drawn, at the letter where they stand.
 */
export function MessageCarets({ id, message }: { id: TouchpointId; message: string }) {
  const room = useRoom();
  const carets = useStore(
    room.others,
    useShallow((others) =>
      [...others]
        .filter(([, { caret }]) => caret?.touchpointId === id)
        .map(([client, { caret, member }]) => `${client}|${member.colour}|${member.name}|${caret?.head ?? ''}`),
    ),
  );
  const text = messageOf(room.doc, id);
  const placed = carets
    .map((line) => {
      const [client = '', colour = '0', name = '', ...head] = line.split('|');
      const index = text ? caretIndex(room.doc, text, head.join('|')) : null;
      return { client, colour, name, index };
    })
    .filter((caret): caret is typeof caret & { index: number } => caret.index !== null)
    .sort((a, b) => a.index - b.index);
  let from = 0;
  return (
    <div aria-hidden className="message-text pointer-events-none text-transparent">
      {placed.map(({ client, colour, name, index }) => {
        const before = message.slice(from, index);
        from = index;
        const background = presenceColour(Number(colour));
        return (
          <Fragment key={client}>
            {before}
            <span className="relative">
              <span className="absolute -top-0.5 left-0 h-[1.35em] w-0.5" style={{ background }}>
                <span
                  className="absolute bottom-full left-0 whitespace-nowrap rounded-sm px-1 font-semibold text-white text-xs leading-5"
                  style={{ background }}
                >
                  {name}
                </span>
              </span>
            </span>
          </Fragment>
        );
      })}
      {message.slice(from)}
      {'\u200b'}
    </div>
  );
}
