'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { announce } from '@/components/session/announce';
import { useJourney, useRoom } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { useCommand } from '@/components/session/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { cellKey } from '@/lib/journey/journey';
import { lineLetter } from '@/lib/journey/persona';
import { phaseIn } from '@/lib/method/phase-mapping';
import { phaseModels } from '@/lib/method/phase-models';

/** "Move to…": everything that dragging can do, by choosing. */
export function MoveDialog({ id, onClose }: { id: TouchpointId; onClose: () => void }) {
  const t = useTranslations('board');
  const text = useLocalised();
  const room = useRoom();
  const run = useCommand();
  const journey = useJourney((state) => state);
  const touchpoint = journey.touchpoints.get(id);
  const { phases } = phaseModels[journey.meta.phaseModel];
  const [personaId, setPersonaId] = useState<string>(touchpoint?.position.personaId ?? '');
  const [phase, setPhase] = useState(phaseIn(journey.meta.phaseModel, touchpoint?.position.phase ?? ''));
  const others = (journey.cells.get(cellKey(personaId as PersonaId, phase)) ?? []).filter((other) => other !== id);
  const current = (journey.cells.get(cellKey(personaId as PersonaId, phase)) ?? []).indexOf(id);
  const [chosen, setChosen] = useState<string | null>(null);
  const index = Math.min(Number(chosen ?? (current >= 0 ? current : others.length)), others.length);

  const move = (event: FormEvent) => {
    event.preventDefault();
    room.screen.setState({ refocus: id, stop: `station:${id}` });
    run('moveTouchpoint', { id, personaId, phase, index });
    const persona = journey.personas.find((candidate) => candidate.id === personaId);
    const name = phases.find(({ key }) => key === phase)?.name;
    announce(t('moved', { name: persona?.name ?? '', phase: name ? text(name) : '', index: index + 1 }));
    onClose();
  };
  const places = [
    { value: '0', label: t('placeFirst') },
    ...others.map((other, at) => ({
      value: String(at + 1),
      label: t('placeAfter', { title: journey.touchpoints.get(other)?.title || t('untitled') }),
    })),
  ];

  return (
    <Dialog title={t('moveTo')} isOpen onClose={onClose}>
      <form onSubmit={move} className="flex flex-col gap-4">
        <p className="font-semibold">{touchpoint?.title || t('untitled')}</p>
        <Select
          label={t('toPersona')}
          value={personaId}
          onChange={(value) => {
            setPersonaId(value);
            setChosen(null);
          }}
          options={journey.personas.map(({ id: value, name, line }) => ({
            value: value as string,
            label: `${lineLetter(line)} · ${name || t('unnamed')}`,
          }))}
        />
        <Select
          label={t('toPhase')}
          value={phase}
          onChange={(value) => {
            setPhase(value);
            setChosen(null);
          }}
          options={phases.map(({ key, name }) => ({ value: key, label: text(name) }))}
        />
        <Select label={t('toPlace')} value={String(index)} onChange={setChosen} options={places} />
        <div className="flex flex-wrap justify-end gap-3 border-rule border-t pt-4">
          <Button variant="outline" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="primary" isDisabled={!touchpoint}>
            {t('moveHere')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
