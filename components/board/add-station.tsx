'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { announce } from '@/components/session/announce';
import { useRoom } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';

/** Puts the focus on what was just added, or on the button that opened the form, once the form is gone and took the focus with it (A9). */
function refocus(place: Element | null | undefined, added: TouchpointId | undefined): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const station = place?.querySelector<HTMLElement>(`[data-station="${added}"]`);
    (station ?? place?.querySelector<HTMLElement>('[data-add]'))?.focus({ preventScroll: true });
  });
}

type AddStationProps = { readonly personaId: PersonaId; readonly phase: string; readonly onDone: () => void };

/** The half-typed title, and how it becomes a station. */
function useAddStation({ personaId, phase, onDone }: AddStationProps) {
  const t = useTranslations('board');
  const room = useRoom();
  const run = useCommand();
  const [title, setTitle] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const lastAdded = useRef<TouchpointId>(undefined);
  const finish = () => {
    const place = input.current?.closest('[data-cell], section');
    onDone();
    refocus(place, lastAdded.current);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const text = title.trim();
    if (!text) return finish();
    const added = run('addTouchpoint', { personaId, phase, title: text });
    if (!added.ok) return;
    lastAdded.current = added.value.id;
    setTitle('');
    announce(t('added', { title: text }));
    room.screen.setState({ stop: `station:${added.value.id}` });
    input.current?.focus();
  };
  return { title, setTitle, input, add, finish };
}

/**
 * A line to type a new touchpoint on. Enter adds it and stays, ready for the next one: in a session ideas come
 * faster than dialogs open.
 */
export function AddStation(props: AddStationProps) {
  const t = useTranslations('board');
  const { title, setTitle, input, add, finish } = useAddStation(props);
  return (
    <form
      onSubmit={add}
      className="relative z-10 w-full"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') finish();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && !title.trim()) props.onDone();
      }}
    >
      <input
        ref={input}
        // The field appears because somebody pressed "add": the focus belongs in it.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        value={title}
        maxLength={LIMITS.title}
        aria-label={t('newTitle')}
        placeholder={t('newTitle')}
        onChange={(event) => setTitle(event.target.value)}
        className="w-full rounded-lg border-2 border-ink bg-paper px-3 py-2 text-base"
      />
      <span className="mt-2 flex flex-wrap gap-2">
        <button type="submit" className="min-h-9 rounded-lg bg-navy px-3 font-semibold text-white">
          {t('addOne')}
        </button>
        <button type="button" onClick={finish} className="min-h-9 rounded-lg px-3 font-semibold underline">
          {t('addDone')}
        </button>
      </span>
    </form>
  );
}
