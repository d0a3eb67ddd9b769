import type { z } from 'zod';
import type { createSession as contract, SessionReply } from '../../lib/api/sessions';
import { type MemberId, newId, type SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import type { PhaseModelKey } from '../../lib/method/phase-models';
import { templates } from '../../lib/method/templates/registry';
import type { TemplateId } from '../../lib/method/templates/template-ids';
import type { Organiser } from '../auth/auth';
import type { MemberRow, SessionRow, Transaction } from '../db/rows';
import type { Context } from '../globals';
import { presentSession } from './present';

/** The facilitator of a new session: an account that owns it, or a guest whose example it is. */
export type Founder = { readonly name: string } & (
  | { readonly userId: string; readonly guestId: null }
  | { readonly userId: null; readonly guestId: string }
);

export type NewSession = {
  readonly title: string;
  readonly campaignMessage: string;
  readonly phaseModel: PhaseModelKey;
  readonly templateId: TemplateId;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
};

export type Founded = { readonly session: SessionRow; readonly member: MemberRow };

/** Writes a session and its facilitator. The journey is not there yet: see `fillJourney`. */
export async function foundSession(tx: Transaction, input: NewSession, founder: Founder, now: Date): Promise<Founded> {
  const session = await tx.session.create({
    data: { id: newId<SessionId>(), ...input, ownerId: founder.userId, createdAt: now },
  });
  const member = await tx.member.create({
    data: {
      id: newId<MemberId>(),
      sessionId: session.id,
      name: founder.name,
      role: 'facilitator',
      colour: 0,
      userId: founder.userId,
      guestId: founder.guestId,
      joinedAt: now,
    },
  });
  return { session, member };
}

/**
 * Fills the journey of a new session from its template. When that fails the session goes too: one without a journey
 * could never be opened.
 */
export async function fillJourney(
  context: Context,
  { session }: Founded,
  input: NewSession,
  locale: Locale,
): Promise<void> {
  const id = session.id as SessionId;
  const { phaseModel, templateId } = input;
  try {
    await context.rooms.seed(id, { templateId, phaseModel, locale });
  } catch (cause) {
    await context.db.prisma.session.deleteMany({ where: { id } });
    throw cause;
  }
}

/** Creates a session that belongs to an organiser, who becomes its facilitator. */
export async function createSession(
  context: Context,
  organiser: Organiser,
  body: z.output<NonNullable<(typeof contract)['body']>>,
  locale: Locale,
): Promise<SessionReply> {
  const templateId = body.templateId ?? 'empty';
  const template = templates[templateId];
  const input: NewSession = {
    title: body.title,
    campaignMessage: body.campaignMessage ?? template.suggestion.campaignMessage[locale],
    phaseModel: body.phaseModel ?? template.phaseModel ?? 'ttsc',
    templateId,
    startsAt: body.startsAt ? new Date(body.startsAt) : null,
    expiresAt: null,
  };
  const founder: Founder = { name: organiser.name, userId: organiser.id, guestId: null };
  const founded = await context.db.prisma.$transaction((tx) => foundSession(tx, input, founder, new Date()));
  await fillJourney(context, founded, input, locale);
  return presentSession(founded, [founded.member]);
}
