import { type PhaseModelKey, phaseModels } from './phase-models';

/** Rows say which phases mean about the same, so that a touchpoint keeps a place when the model changes. */
const ALIKE: readonly Record<PhaseModelKey, string>[] = [
  { ttsc: 'touch', rean: 'reach', michels: 'expectations', flow: 'inflow' },
  { ttsc: 'tell', rean: 'engage', michels: 'expectations', flow: 'delivery' },
  { ttsc: 'sell', rean: 'activate', michels: 'experiences', flow: 'sale' },
  { ttsc: 'care', rean: 'nurture', michels: 'engagement', flow: 'outflow' },
];

/**
 * The phase of `model` in which a touchpoint stands that was placed in `phaseKey`, of this model or another one.
 * The stored key is never rewritten, so switching back loses nothing. Unknown keys fall in the first phase.
 */
export function phaseIn(model: PhaseModelKey, phaseKey: string): string {
  const phases = phaseModels[model].phases;
  if (phases.some(({ key }) => key === phaseKey)) return phaseKey;
  const row = ALIKE.find((alike) => Object.values(alike).includes(phaseKey));
  return row?.[model] ?? phases[0]?.key ?? '';
}
