'use client';

import { useTranslations } from 'next-intl';
import { type RefObject, useRef, useState } from 'react';
import { DateField } from '@/components/ui/date-field';
import { TextArea, TextField } from '@/components/ui/text-field';
import { TimeField } from '@/components/ui/time-field';
import { type FieldErrors, useFieldErrors } from '@/components/ui/use-field-errors';
import type { Failure } from '@/lib/api/client';
import type { PlainDate, PlainTime } from '@/lib/core/dates';
import { dayAndTimeOf, momentOf } from '@/lib/core/moments';

/** A session starts in the morning unless somebody says otherwise. */
const USUAL_TIME = '09:30';

export type Details = {
  readonly title: string;
  readonly campaignMessage: string;
  readonly day: PlainDate | null;
  readonly time: PlainTime | null;
};
type Name = 'title' | 'campaignMessage' | 'startsAt';

/** The details of a session that exists, ready for a form. */
export function detailsOf(session: { title: string; campaignMessage: string; startsAt: string | null }): Details {
  const at = session.startsAt ? dayAndTimeOf(session.startsAt) : null;
  return {
    title: session.title,
    campaignMessage: session.campaignMessage,
    day: at?.day ?? null,
    time: at?.time ?? null,
  };
}

export type DetailsForm = {
  readonly details: Details;
  readonly errors: FieldErrors<Name>;
  readonly set: (change: Partial<Details>) => void;
  readonly refs: {
    readonly title: RefObject<HTMLInputElement | null>;
    readonly campaignMessage: RefObject<HTMLTextAreaElement | null>;
  };
  /** Whether it can be sent; puts the focus on what is wrong. */
  readonly isReady: () => boolean;
  readonly body: () => { title: string; campaignMessage: string; startsAt: string | null };
};

/** Holds what is filled in about a session: title, message, moment. */
export function useDetails(initial: Details, failure: Failure | null): DetailsForm {
  const t = useTranslations('sessions.form');
  const [details, setDetails] = useState(initial);
  const title = useRef<HTMLInputElement>(null);
  const campaignMessage = useRef<HTMLTextAreaElement>(null);
  const startsAt = useRef<HTMLInputElement>(null);
  const { errors, check, forget } = useFieldErrors<Name>({ title, campaignMessage, startsAt }, failure);
  const { day, time } = details;
  return {
    details,
    errors,
    refs: { title, campaignMessage },
    set: (change) => {
      if (change.title !== undefined) forget('title');
      if (change.campaignMessage !== undefined) forget('campaignMessage');
      if (change.day !== undefined || change.time !== undefined) forget('startsAt');
      setDetails((now) => {
        const next = { ...now, ...change };
        if (change.day && !now.time) return { ...next, time: USUAL_TIME };
        return change.day === null ? { ...next, time: null } : next;
      });
    },
    isReady: () =>
      check({
        title: details.title.trim() ? undefined : t('fillTitle'),
        startsAt: day && !time ? t('dateNeedsTime') : !day && time ? t('timeNeedsDate') : undefined,
      }),
    body: () => ({
      title: details.title.trim(),
      campaignMessage: details.campaignMessage.trim(),
      startsAt: day && time ? momentOf(day, time) : null,
    }),
  };
}

/** The fields themselves. */
export function SessionFields({ form }: { form: DetailsForm }) {
  const t = useTranslations('sessions.form');
  const optional = useTranslations('common')('optional');
  const { details, errors, set, refs } = form;
  return (
    <>
      <TextField
        label={t('title')}
        placeholder={t('titlePlaceholder')}
        value={details.title}
        onChange={(title) => set({ title })}
        error={errors.title}
        maxLength={120}
        isRequired
        inputRef={refs.title}
      />
      <TextArea
        label={`${t('campaignMessage')} (${optional})`}
        description={t('campaignHelp')}
        value={details.campaignMessage}
        onChange={(campaignMessage) => set({ campaignMessage })}
        error={errors.campaignMessage}
        maxLength={500}
        rows={2}
        inputRef={refs.campaignMessage}
      />
      <div className="grid gap-4 xs:grid-cols-[3fr_2fr]">
        <DateField
          label={`${t('date')} (${optional})`}
          value={details.day}
          onChange={(day) => set({ day })}
          error={errors.startsAt}
        />
        <TimeField
          label={t('time')}
          value={details.time}
          onChange={(time) => set({ time })}
          isDisabled={!details.day}
        />
      </div>
    </>
  );
}
