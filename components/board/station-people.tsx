'use client';

import { useTranslations } from 'next-intl';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useRoom } from '@/components/session/room-context';
import { presenceColour } from '@/components/ui/colours';
import type { TouchpointId } from '@/lib/core/ids';

type Person = `${number}|${'typing' | 'here'}|${string}`;

/** Who has this station open or types in it: an outline in their colour with their name, said in words too. */
export function StationPeople({ id }: { id: TouchpointId }) {
  const t = useTranslations('board');
  const people = useStore(
    useRoom().others,
    useShallow((others) => {
      const found: Person[] = [];
      for (const { selected, typing, member } of others.values()) {
        if (typing?.touchpointId === id) found.push(`${member.colour}|typing|${member.name}`);
        else if (selected === id) found.push(`${member.colour}|here|${member.name}`);
      }
      return found.sort();
    }),
  );
  const first = people[0];
  if (!first) return null;
  const colour = (person: string) => presenceColour(Number(person.split('|')[0]));
  return (
    <>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-0 rounded-lg border-[3px]"
        style={{ borderColor: colour(first) }}
      />
      <span className="pointer-events-none absolute top-full left-2 z-10 -mt-1 flex flex-wrap gap-1">
        {people.slice(0, 3).map((person) => {
          const [, doing, ...name] = person.split('|');
          return (
            <span
              key={person}
              className="max-w-32 truncate rounded-sm px-1.5 py-0.5 text-xs font-semibold text-white"
              style={{ background: colour(person) }}
            >
              {doing === 'typing' ? t('types', { name: name.join('|') }) : name.join('|')}
            </span>
          );
        })}
      </span>
    </>
  );
}
