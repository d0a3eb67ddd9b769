'use client';

import { useTranslations } from 'next-intl';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useRoom } from '@/components/session/room-context';
import { presenceColour } from '@/components/ui/colours';
import type { TouchpointId } from '@/lib/core/ids';

/** Who else has this touchpoint open, and in which field they type. */
export function OthersHere({ id }: { id: TouchpointId }) {
  const t = useTranslations('sheet');
  const people = useStore(
    useRoom().others,
    useShallow((others) =>
      [...others.values()]
        .filter(({ selected, typing }) => selected === id || typing?.touchpointId === id)
        .map(
          ({ member, typing }) => `${member.colour}|${typing?.touchpointId === id ? typing.field : ''}|${member.name}`,
        )
        .sort(),
    ),
  );
  if (people.length === 0) return null;
  return (
    <ul aria-label={t('alsoHere')} className="flex flex-wrap gap-2">
      {people.map((person) => {
        const [colour, field = '', ...name] = person.split('|');
        return (
          <li
            key={person}
            className="rounded px-2 py-0.5 font-semibold text-sm text-white"
            style={{ background: presenceColour(Number(colour)) }}
          >
            {name.join('|')}
            {field
              ? ` · ${t('typesIn', { field: t.has(`fields.${field}` as 'fields.title') ? t(`fields.${field}` as 'fields.title') : '' })}`
              : ''}
          </li>
        );
      })}
    </ul>
  );
}
