'use client';

import { useTranslations } from 'next-intl';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { Avatar } from '@/components/ui/avatar';
import { useRoom, useSession } from './room-context';

const SHOWN = 5;

/** Who is in the session now: each person once, also with two tabs open. */
export function PeopleHere() {
  const t = useTranslations('live');
  const { me } = useSession();
  const others = useStore(
    useRoom().others,
    useShallow((present) => {
      const people = new Map<string, string>();
      for (const { member } of present.values()) {
        if (member.memberId !== me.id) people.set(member.memberId, `${member.colour}|${member.name}`);
      }
      return [...people.values()].sort();
    }),
  );
  const people = [
    { name: t('you', { name: me.name }), initialsOf: me.name, colour: me.colour },
    ...others.map((person) => {
      const [colour, ...name] = person.split('|');
      return { name: name.join('|'), initialsOf: name.join('|'), colour: Number(colour) };
    }),
  ];
  const hidden = people.length - SHOWN;
  return (
    <ul aria-label={t('people', { names: people.map(({ name }) => name).join(', ') })} className="flex items-center">
      {people.slice(0, SHOWN).map(({ name, initialsOf, colour }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name; the order is stable
        <li key={`${name}${at}`} title={name} className={at > 0 ? '-ml-1.5' : ''}>
          <Avatar name={initialsOf} colour={colour} />
          <span className="sr-only">{name}</span>
        </li>
      ))}
      {hidden > 0 ? <li className="ml-2 text-white">{t('more', { count: hidden })}</li> : null}
    </ul>
  );
}
