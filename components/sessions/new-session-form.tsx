'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Form } from '@/components/ui/form';
import { RadioTiles } from '@/components/ui/radio-tiles';
import { useAction } from '@/components/ui/use-action';
import { call } from '@/lib/api/client';
import { createSession } from '@/lib/api/sessions';
import type { Localised } from '@/lib/core/locale';
import { PHASE_MODELS, type PhaseModelKey } from '@/lib/method/phase-models';
import type { TemplateId } from '@/lib/method/templates/template-ids';
import { MiniLine } from './mini-line';
import { SessionFields, useDetails } from './session-fields';

/** What the form needs of a template; its content stays on the server. */
export type TemplateChoice = {
  readonly id: TemplateId;
  readonly name: Localised;
  readonly description: Localised;
  readonly phaseModel: PhaseModelKey | null;
  readonly suggestion: { readonly title: Localised; readonly campaignMessage: Localised };
};

const EMPTY = { title: '', campaignMessage: '', day: null, time: null } as const;

/** Holds what is filled in and sends it. */
function useNewSession(templates: readonly TemplateChoice[]) {
  const locale = useLocale();
  const router = useRouter();
  const [templateId, setTemplateId] = useState<TemplateId>('empty');
  const [phaseModel, setPhaseModel] = useState<PhaseModelKey>('ttsc');
  const make = useAction(
    (body: ReturnType<typeof form.body>) => call(createSession, { body: { ...body, templateId, phaseModel } }),
    ({ id }) => router.push(`/sessions/${id}`),
    { staysPending: true },
  );
  const form = useDetails(EMPTY, make.failure);
  const choose = (id: TemplateId) => {
    const texts = (of: TemplateId) => templates.find((template) => template.id === of)?.suggestion;
    const before = texts(templateId);
    const after = texts(id);
    const { title, campaignMessage } = form.details;
    // A suggestion fills what is empty or was suggested; it never replaces somebody's own words.
    const mayFill = (value: string, old: Localised | undefined) => value.trim() === '' || value === old?.[locale];
    form.set({
      ...(mayFill(title, before?.title) ? { title: after?.title[locale] ?? '' } : {}),
      ...(mayFill(campaignMessage, before?.campaignMessage)
        ? { campaignMessage: after?.campaignMessage[locale] ?? '' }
        : {}),
    });
    setTemplateId(id);
    setPhaseModel(templates.find((template) => template.id === id)?.phaseModel ?? phaseModel);
  };
  const submit = () => {
    if (form.isReady()) void make.run(form.body());
  };
  return { form, make, submit, templateId, choose, phaseModel, setPhaseModel };
}

/** Making a session: what it is about, when, what it starts with and which phases it has. */
export function NewSessionForm({ templates }: { templates: readonly TemplateChoice[] }) {
  const t = useTranslations('sessions.form');
  const cancel = useTranslations('common')('cancel');
  const locale = useLocale();
  const { form, make, submit, templateId, choose, phaseModel, setPhaseModel } = useNewSession(templates);
  return (
    <Form
      onSubmit={submit}
      submitLabel={t('create')}
      isPending={make.isPending}
      failure={make.failure}
      cancel={<ButtonLink href="/sessions">{cancel}</ButtonLink>}
      className="gap-8"
    >
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <div className="flex flex-col gap-5">
          <SessionFields form={form} />
        </div>
        <RadioTiles
          label={t('template')}
          layout="list"
          value={templateId}
          onChange={choose}
          tiles={templates.map(({ id, name, description }) => ({
            value: id,
            title: name[locale],
            note: description[locale],
          }))}
        />
        <RadioTiles
          label={t('phaseModel')}
          description={t('phaseModelHelp')}
          layout="list"
          className="lg:col-span-2"
          columns={2}
          value={phaseModel}
          onChange={setPhaseModel}
          tiles={PHASE_MODELS.map((key) => ({
            value: key,
            title: <MiniLine model={key} named />,
          }))}
        />
      </div>
    </Form>
  );
}
