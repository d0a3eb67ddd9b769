'use client';

import { useTranslations } from 'next-intl';
import { useActor, useSession } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { useDraft } from '@/components/session/use-draft';
import { ComboBox } from '@/components/ui/combo-box';
import { DateField } from '@/components/ui/date-field';
import { Select } from '@/components/ui/select';
import { TimeField } from '@/components/ui/time-field';
import { LIMITS } from '@/lib/journey/limits';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { mayApprove } from '@/lib/method/permissions';
import { STATUSES, statusTexts } from '@/lib/method/statuses';
import { useEdit } from './use-edit';
import { useTyping } from './use-typing';

/** When it goes out, who makes it and how far it is. */
export function PlanFields({ touchpoint, isDisabled }: { touchpoint: Touchpoint; isDisabled: boolean }) {
  const t = useTranslations('sheet');
  const text = useLocalised();
  const actor = useActor();
  const { members } = useSession();
  const edit = useEdit(touchpoint.id);
  const typing = useTyping(touchpoint.id, 'owner');
  const owner = useDraft(touchpoint.owner, (value) => edit({ owner: value.trim() }));
  const names = [...new Set(members.map(({ name }) => name))];
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <DateField
        label={t('plannedOn')}
        value={touchpoint.plannedOn}
        isDisabled={isDisabled}
        onChange={(plannedOn) => edit(plannedOn === null ? { plannedOn, startTime: null } : { plannedOn })}
      />
      <TimeField
        label={t('startTime')}
        value={touchpoint.startTime}
        isDisabled={isDisabled || touchpoint.plannedOn === null}
        onChange={(startTime) => edit({ startTime })}
      />
      <ComboBox
        label={t('owner')}
        value={owner.value}
        onChange={(value) => {
          typing();
          owner.onChange(value);
        }}
        onBlur={owner.onBlur}
        maxLength={LIMITS.owner}
        suggestions={names.map((value) => ({ value }))}
        isDisabled={isDisabled}
      />
      <Select
        label={t('status')}
        value={touchpoint.status}
        isDisabled={isDisabled || (touchpoint.status === 'approved' && !mayApprove(actor))}
        onChange={(status) => edit({ status })}
        options={STATUSES.map((status) => ({
          value: status,
          label: text(statusTexts[status]),
          isDisabled: status === 'approved' && !mayApprove(actor),
        }))}
      />
    </div>
  );
}
