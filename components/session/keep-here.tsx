'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { AlertIcon, CheckIcon, InfoIcon } from '@/components/ui/icons';
import { Switch } from '@/components/ui/switch';
import { listDay } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import { dayAndTimeOf } from '@/lib/core/moments';
import { announce } from './announce';
import type { DeviceState } from './device-copy';
import { useDevice, useRoom, useSaveState } from './room-context';

/** One line of what is where. */
function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="mt-2 flex gap-2.5">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span>{children}</span>
    </p>
  );
}

/** Where everything is now, in a sentence. */
function WhereItIs({ device }: { device: DeviceState }) {
  const t = useTranslations('live.keep');
  const save = useSaveState();
  const count = 'count' in save ? save.count : 0;
  if (save.kind === 'saved') return <Fact icon={<CheckIcon className="size-5 text-ok" />}>{t('onServer')}</Fact>;
  if (save.kind === 'connecting')
    return <Fact icon={<InfoIcon className="size-5 text-info" />}>{t('connecting')}</Fact>;
  if (save.kind === 'saving') return <Fact icon={<InfoIcon className="size-5 text-info" />}>{t('onItsWay')}</Fact>;
  if (count === 0) return <Fact icon={<AlertIcon className="size-5 text-warn" />}>{t('noLink')}</Fact>;
  const isKept = device.kind === 'on' && device.kept >= count;
  return (
    <Fact icon={<AlertIcon className="size-5 text-warn" />}>{t(isKept ? 'onDevice' : 'inThisTab', { count })}</Fact>
  );
}

/** The switch that keeps one's work on this device as well; off until somebody wants it. */
export function KeepHere() {
  const t = useTranslations('live.keep');
  const locale = useLocale() as Locale;
  const { device } = useRoom();
  const state = useDevice();
  const helpId = useId();
  const isOn = state.kind === 'on' || state.kind === 'failed';
  const change = async (wanted: boolean) => {
    await (wanted ? device.switchOn() : device.switchOff());
    announce(t(device.state.getState().kind === 'on' ? 'nowOn' : wanted ? 'failed' : 'nowOff'));
  };
  return (
    <>
      <WhereItIs device={state} />
      <div className="mt-4 border-rule border-t pt-3">
        {state.kind === 'unavailable' ? (
          <p>{t('unavailable')}</p>
        ) : (
          <>
            <Switch isSelected={isOn} onChange={(wanted) => void change(wanted)} aria-describedby={helpId}>
              <span className="font-bold">{t('switch')}</span>
            </Switch>
            <div id={helpId} className="mt-1 flex flex-col gap-2 text-sm">
              <p>{t('why')}</p>
              <p>{t('shared')}</p>
              {state.kind === 'failed' ? <p className="font-bold text-danger">{t('failed')}</p> : null}
              {state.kind === 'on' ? (
                <p className="text-ink-soft">
                  {t('until', { date: listDay(dayAndTimeOf(new Date(state.until).toISOString()).day, locale) })}
                </p>
              ) : null}
            </div>
          </>
        )}
      </div>
    </>
  );
}
