import type { SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import { err, ok, type Result } from '../../lib/core/result';
import { roleTexts } from '../../lib/method/roles';
import { templates } from '../../lib/method/templates/registry';
import type { Caller } from '../auth/caller';
import { createGuest } from '../auth/guest';
import type { Context } from '../globals';
import { createSession, fillJourney, foundSession, type NewSession } from './create-session';

/** How long an example without an owner lives. */
const EXAMPLE_HOURS = 24;
/** Examples of visitors that exist at the same time; more would let anybody fill the disk. */
const MOST_EXAMPLES = 200;

export type OpenedExample = { readonly id: SessionId; readonly cookie: string | null };

/**
 * Opens the example session: a normal session of their own for an organiser, and for a visitor one that is theirs for a day.
 * A visitor who still has one gets that one back.
 */
export async function openExample(
  context: Context,
  caller: Caller,
  locale: Locale,
  now: Date = new Date(),
): Promise<Result<OpenedExample, 'full'>> {
  const { suggestion } = templates.example;
  if (caller.organiser) {
    const body = { title: suggestion.title[locale], templateId: 'example' } as const;
    const { id } = await createSession(context, caller.organiser, body, locale);
    return ok({ id, cookie: null });
  }
  // One by one: two clicks of one visitor are one example, and the count holds.
  return context.db.oneAtATime('example', () => visitorsExample(context, caller, locale, now));
}

async function visitorsExample(
  context: Context,
  { guest: known }: Caller,
  locale: Locale,
  now: Date,
): Promise<Result<OpenedExample, 'full'>> {
  const { prisma } = context.db;
  const alive = { ownerId: null, expiresAt: { gt: now } };
  const own =
    known &&
    (await prisma.session.findFirst({
      where: { ...alive, members: { some: { guestId: known.id, role: 'facilitator', removedAt: null } } },
    }));
  if (own) return ok({ id: own.id as SessionId, cookie: null });
  if ((await prisma.session.count({ where: alive })) >= MOST_EXAMPLES) return err('full');
  const input: NewSession = {
    title: templates.example.suggestion.title[locale],
    campaignMessage: templates.example.suggestion.campaignMessage[locale],
    phaseModel: templates.example.phaseModel ?? 'ttsc',
    templateId: 'example',
    startsAt: null,
    expiresAt: new Date(now.getTime() + EXAMPLE_HOURS * 3_600_000),
  };
  const { founded, cookie } = await prisma.$transaction(async (tx) => {
    const guest = known ? { id: known.id, cookie: null } : await createGuest(context.env, tx, now);
    const founder = { name: roleTexts.facilitator.name[locale], userId: null, guestId: guest.id };
    return { founded: await foundSession(tx, input, founder, now), cookie: guest.cookie };
  });
  await fillJourney(context, founded, input, locale);
  return ok({ id: founded.session.id as SessionId, cookie });
}
