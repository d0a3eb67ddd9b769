'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { announce } from '@/components/session/announce';
import { useActor, useJourney } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import { LIMITS } from '@/lib/journey/limits';
import { lineLetter, type Persona } from '@/lib/journey/persona';
import { mayEditJourney } from '@/lib/method/permissions';

/** The half-typed persona, and how it is written when done. */
function usePersonaForm(persona: Persona | undefined, onClose: () => void) {
  const t = useTranslations('board');
  const run = useCommand();
  // What stood there when the dialog opened: a colleague may have changed the other field since, and that stays.
  const [opened] = useState({ name: persona?.name ?? '', summary: persona?.summary ?? '' });
  const [name, setName] = useState(opened.name);
  const [summary, setSummary] = useState(opened.summary);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const fields = { name: name.trim(), summary: summary.trim() };
    if (!fields.name) return;
    const changes = {
      ...(fields.name === opened.name ? {} : { name: fields.name }),
      ...(fields.summary === opened.summary ? {} : { summary: fields.summary }),
    };
    const done = persona ? run('editPersona', { id: persona.id, changes }).ok : run('addPersona', fields).ok;
    if (!done) return;
    announce(t(persona ? 'personaSaved' : 'personaAdded', { name: fields.name }));
    onClose();
  };
  return { name, setName, summary, setSummary, save };
}

/** Adds a persona, or changes, reorders and removes one. What is typed is written on "Klaar" and lost on "Annuleren" only. */
export function PersonaDialog({ persona, onClose }: { persona?: Persona; onClose: () => void }) {
  const t = useTranslations('board');
  const editable = mayEditJourney(useActor());
  const { name, setName, summary, setSummary, save } = usePersonaForm(persona, onClose);
  const title = persona ? t('persona', { letter: lineLetter(persona.line) }) : t('addPersona');
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label={t('personaName')}
          description={t('personaNameHint')}
          value={name}
          onChange={setName}
          maxLength={LIMITS.personaName}
          isRequired
          isReadOnly={!editable}
          autoFocus
        />
        <TextField
          label={t('personaSummary')}
          description={t('personaSummaryHint')}
          value={summary}
          onChange={setSummary}
          maxLength={LIMITS.personaSummary}
          isReadOnly={!editable}
          multiline
        />
        {persona && editable ? <PersonaActions persona={persona} onClose={onClose} /> : null}
        <div className="flex flex-wrap justify-end gap-3 border-rule border-t pt-4">
          <Button variant="outline" onPress={onClose}>
            {t('cancel')}
          </Button>
          {editable ? (
            <Button type="submit" variant="primary" isDisabled={!name.trim()}>
              {persona ? t('done') : t('addPersona')}
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}

function PersonaActions({ persona, onClose }: { persona: Persona; onClose: () => void }) {
  const t = useTranslations('board');
  const run = useCommand();
  const index = useJourney((journey) => journey.personas.findIndex(({ id }) => id === persona.id));
  const count = useJourney((journey) => journey.personas.length);
  const move = (to: number) => {
    run('movePersona', { id: persona.id, index: to });
    announce(t('personaMoved', { place: to + 1, count }));
  };
  const remove = () => {
    run('removePersona', { id: persona.id });
    announce(t('personaRemoved', { name: persona.name }));
    onClose();
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="outline" size="sm" isDisabled={index <= 0} onPress={() => move(index - 1)}>
        {t('moveUp')}
      </Button>
      <Button variant="outline" size="sm" isDisabled={index >= count - 1} onPress={() => move(index + 1)}>
        {t('moveDown')}
      </Button>
      <Button variant="danger" size="sm" onPress={remove}>
        {t('removePersona')}
      </Button>
    </div>
  );
}
