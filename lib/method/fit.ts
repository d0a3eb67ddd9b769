import { type ChannelKey, channelOf, type Fit } from './channels';
import { phaseIn } from './phase-mapping';
import { type PhaseModelKey, phaseModels } from './phase-models';

/**
 * How well a channel suits a phase of any model. A phase that covers several of Touch/Tell/Sell/Care
 * (Michels' expectations cover Touch and Tell) takes the best of them.
 */
export function fitOf(key: ChannelKey, model: PhaseModelKey, phaseKey: string): Fit {
  const fits = phaseModels.ttsc.phases
    .map((phase, index) =>
      phaseIn(model, phase.key) === phaseIn(model, phaseKey) ? channelOf(key).fit[index] : undefined,
    )
    .filter((fit): fit is Fit => fit !== undefined);
  return Math.max(0, ...fits) as Fit;
}
