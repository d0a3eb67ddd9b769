'use client';

import { useTranslations } from 'next-intl';
import { useLocalised } from '@/components/session/texts';
import { Select } from '@/components/ui/select';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { channelOf, channels, type Fit } from '@/lib/method/channels';
import { fitOf } from '@/lib/method/fit';
import type { Phase, PhaseModelKey } from '@/lib/method/phase-models';
import { useEdit } from './use-edit';

const NONE = 'none';
const FIT = {
  0: { mark: '○○', word: 'unusual' },
  1: { mark: '●○', word: 'possible' },
  2: { mark: '●●', word: 'good' },
} as const satisfies Record<Fit, object>;

type Props = {
  readonly touchpoint: Touchpoint;
  readonly model: PhaseModelKey;
  readonly phase: Phase;
  readonly isDisabled: boolean;
};

/** The channel, best fitting ones first, each with how well it suits this phase (S1.2). */
export function ChannelField({ touchpoint, model, phase, isDisabled }: Props) {
  const t = useTranslations('sheet');
  const text = useLocalised();
  const edit = useEdit(touchpoint.id);
  const options = channels
    .map(({ key, name }) => ({ key, name, fit: fitOf(key, model, phase.key) }))
    .sort((a, b) => b.fit - a.fit)
    .map(({ key, name, fit }) => ({
      value: key as string,
      label: text(name),
      hint: `${FIT[fit].mark} ${t(`fit.${FIT[fit].word}`)}`,
    }));
  return (
    <Select
      label={t('channel')}
      value={touchpoint.channel ?? NONE}
      isDisabled={isDisabled}
      onChange={(value) => edit({ channel: channels.find(({ key }) => key === value)?.key ?? null })}
      options={[{ value: NONE, label: t('noChannel') }, ...options]}
    />
  );
}

/** Says in a sentence whether the chosen channel suits the phase. */
export function FitNote({ touchpoint, model, phase }: Omit<Props, 'isDisabled'>) {
  const t = useTranslations('sheet');
  const text = useLocalised();
  if (!touchpoint.channel) return null;
  const fit = fitOf(touchpoint.channel, model, phase.key);
  return (
    <p
      className={`border-l-[6px] px-4 py-2.5 leading-snug ${fit === 0 ? 'border-warn bg-warn-soft' : 'border-info bg-info-soft'}`}
    >
      <span className="font-semibold">{t('fitQuestion')}</span>{' '}
      {t(`fitSays.${FIT[fit].word}`, { phase: text(phase.name), channel: text(channelOf(touchpoint.channel).short) })}
    </p>
  );
}
