import type { ReplyOf } from '../../lib/api/contract';
import type { getJourney } from '../../lib/api/sessions';
import type { SessionId } from '../../lib/core/ids';
import { journeyOf } from '../../lib/journey/journey';
import { phaseModels } from '../../lib/method/phase-models';
import type { Context } from '../globals';

/** The journey as it is now, without the bin. @throws JourneyUnreadable */
export const readJourney = (
  context: Pick<Context, 'rooms'>,
  sessionId: SessionId,
): Promise<ReplyOf<typeof getJourney>> =>
  context.rooms.read(sessionId, (journey) => {
    const phases = phaseModels[journey.meta.phaseModel].phases.map(({ key }) => key);
    return {
      meta: journey.meta,
      personas: [...journey.personas],
      touchpoints: journey.personas.flatMap(({ id }) => journeyOf(journey, id, phases)),
    };
  });
