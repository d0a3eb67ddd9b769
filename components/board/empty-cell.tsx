import { useTranslations } from 'next-intl';
import { useLocalised } from '@/components/session/texts';
import { callName } from '@/lib/journey/persona';
import type { Phase } from '@/lib/method/phase-models';

/** The plus of a cell: its words, and what makes it a stop for the arrow keys. */
export type AddButton = {
  readonly label: string;
  readonly 'data-add': string;
  readonly 'data-stop': string;
  readonly 'data-row': number;
  readonly 'data-col': number;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onClick: () => void;
};

/** An empty place does not hide: it asks the phase's question about this persona (S0.7, S0.9). */
export function EmptyCell({
  phase,
  personaName,
  button,
  dropping,
}: {
  phase: Phase;
  personaName: string;
  button: AddButton | null;
  dropping: boolean;
}) {
  const t = useTranslations('board');
  const text = useLocalised();
  const words = (
    <>
      <span className="block font-semibold">{t('emptyCell')}</span>
      <span className="block text-ink-soft">
        {text(phase.emptyQuestion).replace('{name}', callName(personaName) || t('thisPersona'))}
      </span>
    </>
  );
  const frame = `relative mt-16 block w-full max-w-80 rounded-lg border-2 border-dashed bg-paper/80 px-3.5 py-2.5 text-left ${dropping ? 'border-ink' : 'border-edge'}`;
  if (!button) return <div className={frame}>{words}</div>;
  const { label, ...rest } = button;
  return (
    <button type="button" className={`${frame} hover:border-ink hover:bg-paper`} {...rest}>
      {words}
      <span className="mt-1.5 block font-semibold">
        + {t('addHere')}
        <span className="sr-only">: {label}</span>
      </span>
    </button>
  );
}
