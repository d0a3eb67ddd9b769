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

/** The chosen place, corrected when colleagues change the cell meanwhile. */
function usePlace(id: TouchpointId) {
  const t = useTranslations('board');
  const journey = useJourney((state) => state);
  const { meta, touchpoints, cells } = journey;
  const position = touchpoints.get(id)?.position;
  const [personaId, setPersonaId] = useState<string>(position?.personaId ?? '');
  const [phase, setPhase] = useState(phaseIn(meta.phaseModel, position?.phase ?? ''));
  const [chosen, setChosen] = useState<string | null>(null);
  const ids = cells.get(cellKey(personaId as PersonaId, phase)) ?? [];
  const others = ids.filter((other) => other !== id);
  const index = Math.min(Number(chosen ?? (ids.includes(id) ? ids.indexOf(id) : others.length)), others.length);
  const titleOf = (other: TouchpointId) => touchpoints.get(other)?.title || t('untitled');
  return {
    personaId,
    phase,
    index,
    places: [
      { value: '0', label: t('placeFirst') },
      ...others.map((other, at) => ({ value: String(at + 1), label: t('placeAfter', { title: titleOf(other) }) })),
    ],
    choosePersona: (value: string) => {
      setPersonaId(value);
      setChosen(null);
    },
    choosePhase: (value: string) => {
      setPhase(value);
      setChosen(null);
    },
    choosePlace: setChosen,
  };
}

/** "Move to…": everything that dragging can do, by choosing. */
export function MoveDialog({ id, onClose }: { id: TouchpointId; onClose: () => void }) {
  const t = useTranslations('board');
  const text = useLocalised();
  const room = useRoom();
  const run = useCommand();
  const personas = useJourney((journey) => journey.personas);
  const model = useJourney((journey) => journey.meta.phaseModel);
  const touchpoint = useJourney((journey) => journey.touchpoints.get(id));
  const place = usePlace(id);
  const { phases } = phaseModels[model];

  const move = (event: FormEvent) => {
    event.preventDefault();
    const { personaId, phase, index } = place;
    room.screen.setState({ refocus: id, stop: `station:${id}` });
    if (!run('moveTouchpoint', { id, personaId, phase, index }).ok) return;
    const persona = personas.find((candidate) => candidate.id === personaId);
    const name = phases.find(({ key }) => key === phase)?.name;
    announce(t('moved', { name: persona?.name ?? '', phase: name ? text(name) : '', index: index + 1 }));
    onClose();
  };

  return (
    <Dialog title={t('moveTo')} isOpen onClose={onClose}>
      <form onSubmit={move} className="flex flex-col gap-4">
        <p className="font-semibold">{touchpoint?.title || t('untitled')}</p>
        <Select
          label={t('toPersona')}
          value={place.personaId}
          onChange={place.choosePersona}
          options={personas.map((persona) => ({
            value: persona.id as string,
            label: `${lineLetter(persona.line)} · ${persona.name || t('unnamed')}`,
          }))}
        />
        <Select
          label={t('toPhase')}
          value={place.phase}
          onChange={place.choosePhase}
          options={phases.map(({ key, name }) => ({ value: key, label: text(name) }))}
        />
        <Select label={t('toPlace')} value={String(place.index)} onChange={place.choosePlace} options={place.places} />
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
