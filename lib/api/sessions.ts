import { z } from 'zod';
import { storedEntrySchema } from '../calendar/entry';
import { type InvitationId, idSchema, type MemberId, type SessionId } from '../core/ids';
import { line, prose } from '../journey/field';
import { metaSchema } from '../journey/meta';
import { personaSchema } from '../journey/persona';
import { touchpointSchema } from '../journey/touchpoint';
import { phaseModelSchema } from '../method/phase-models';
import { roleSchema } from '../method/roles';
import { templateIdSchema } from '../method/templates/template-ids';
import { contract } from './contract';

const title = line(120).refine((value) => value.trim().length > 0, 'required');
const campaignMessage = prose(500);
/** A moment with its zone or offset, between 2000 and 2100. */
const moment = z.iso.datetime({ offset: true }).refine((value) => value >= '2000' && value < '2101', 'date');

const sessionParams = z.object({ sessionId: idSchema<SessionId>() });

export const memberSchema = z.object({
  id: idSchema<MemberId>(),
  name: z.string(),
  role: roleSchema,
  colour: z.number().int(),
  joinedAt: z.iso.datetime(),
});
export type MemberReply = z.infer<typeof memberSchema>;

const summary = z.object({
  id: idSchema<SessionId>(),
  title: z.string(),
  campaignMessage: z.string(),
  phaseModel: phaseModelSchema,
  startsAt: z.iso.datetime().nullable(),
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  role: roleSchema,
  isOwner: z.boolean(),
});
export const sessionSummarySchema = summary.extend({ memberCount: z.number().int() });
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

export const sessionSchema = summary.extend({
  /** The member that is asking. */
  me: memberSchema,
  members: z.array(memberSchema),
  missingRoles: z.array(roleSchema),
  /** When the session is removed by itself, as an example is; `null` for one that stays. */
  expiresAt: z.iso.datetime().nullable(),
});
export type SessionReply = z.infer<typeof sessionSchema>;

export const createSession = contract({
  method: 'POST',
  path: '/api/sessions',
  summary: 'Create a session',
  access: 'organiser',
  body: z.strictObject({
    title,
    campaignMessage: campaignMessage.optional(),
    templateId: templateIdSchema.optional(),
    phaseModel: phaseModelSchema.optional(),
    startsAt: moment.nullable().optional(),
  }),
  status: 201,
  reply: sessionSchema,
});

export const createExample = contract({
  method: 'POST',
  path: '/api/example',
  summary: 'Open the example session; without an account it is yours for a day',
  access: 'public',
  status: 201,
  reply: z.object({ id: idSchema<SessionId>() }),
});

export const listSessions = contract({
  method: 'GET',
  path: '/api/sessions',
  summary: 'Sessions you take part in, newest first',
  access: 'organiser',
  status: 200,
  reply: z.object({ sessions: z.array(sessionSummarySchema) }),
});

export const getSession = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}',
  summary: 'One session with its members',
  access: 'member',
  params: sessionParams,
  status: 200,
  reply: sessionSchema,
});

export const changeSession = contract({
  method: 'PATCH',
  path: '/api/sessions/{sessionId}',
  summary: 'Rename, reschedule, archive or bring back a session',
  access: 'member',
  params: sessionParams,
  body: z.strictObject({
    title: title.optional(),
    campaignMessage: campaignMessage.optional(),
    startsAt: moment.nullable().optional(),
    archived: z.boolean().optional(),
  }),
  status: 200,
  reply: sessionSchema,
});

export const deleteSession = contract({
  method: 'DELETE',
  path: '/api/sessions/{sessionId}',
  summary: 'Delete a session and everything in it, for ever',
  access: 'member',
  params: sessionParams,
  status: 204,
});

export const removeMember = contract({
  method: 'DELETE',
  path: '/api/sessions/{sessionId}/members/{memberId}',
  summary: 'Take somebody out of the session',
  access: 'member',
  params: sessionParams.extend({ memberId: idSchema<MemberId>() }),
  status: 204,
});

export const invitationSchema = z.object({
  id: idSchema<InvitationId>(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** How many people came in by this link. */
  joined: z.number().int(),
});
export type InvitationReply = z.infer<typeof invitationSchema>;

export const createInvitation = contract({
  method: 'POST',
  path: '/api/sessions/{sessionId}/invitations',
  summary: 'Make an invitation link for a role; the token is shown once',
  access: 'member',
  params: sessionParams,
  body: z.strictObject({ role: roleSchema, expiresInDays: z.number().int().min(1).max(90).optional() }),
  status: 201,
  reply: z.object({
    id: idSchema<InvitationId>(),
    role: roleSchema,
    url: z.url(),
    token: z.string(),
    expiresAt: z.iso.datetime(),
  }),
});

export const listInvitations = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}/invitations',
  summary: 'Invitation links of a session, without their tokens',
  access: 'member',
  params: sessionParams,
  status: 200,
  reply: z.object({ invitations: z.array(invitationSchema) }),
});

export const revokeInvitation = contract({
  method: 'DELETE',
  path: '/api/sessions/{sessionId}/invitations/{invitationId}',
  summary: 'Withdraw an invitation link; who is in stays in',
  access: 'member',
  params: sessionParams.extend({ invitationId: idSchema<InvitationId>() }),
  status: 204,
});

const token = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

export const previewInvitation = contract({
  method: 'POST',
  path: '/api/join/preview',
  summary: 'What an invitation link is for; changes nothing',
  access: 'public',
  body: z.strictObject({ token }),
  status: 200,
  reply: z.object({ sessionTitle: z.string(), role: roleSchema, startsAt: z.iso.datetime().nullable() }),
});

export const joinSession = contract({
  method: 'POST',
  path: '/api/join',
  summary: 'Join a session by invitation; sets the guest cookie',
  access: 'public',
  body: z.strictObject({ token, name: line(60).refine((value) => value.trim().length > 0, 'required') }),
  status: 200,
  reply: z.object({ sessionId: idSchema<SessionId>(), member: memberSchema }),
});

export const getJourney = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}/journey',
  summary: 'The journey as validated JSON',
  access: 'member',
  params: sessionParams,
  status: 200,
  reply: z.object({
    meta: metaSchema,
    personas: z.array(personaSchema),
    /** In travelling order: persona by persona, phase by phase. */
    touchpoints: z.array(touchpointSchema),
  }),
});

export const getCalendar = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}/calendar',
  summary: 'Planned messages, by date',
  access: 'member',
  params: sessionParams,
  status: 200,
  reply: z.object({ entries: z.array(storedEntrySchema) }),
});

export const EXPORT_FORMATS = ['ics', 'csv', 'xlsx', 'json'] as const;

export const exportCalendar = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}/export/{format}',
  summary: 'The calendar as a file',
  access: 'member',
  params: sessionParams.extend({ format: z.enum(EXPORT_FORMATS) }),
  status: 200,
  media: [
    'text/calendar',
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/json',
  ],
});

export const createFeed = contract({
  method: 'POST',
  path: '/api/sessions/{sessionId}/feed',
  summary: 'Make a secret address that calendar programs can subscribe to; replaces the one before',
  access: 'member',
  params: sessionParams,
  status: 201,
  reply: z.object({ url: z.url() }),
});

export const revokeFeed = contract({
  method: 'DELETE',
  path: '/api/sessions/{sessionId}/feed',
  summary: 'Withdraw the subscription address',
  access: 'member',
  params: sessionParams,
  status: 204,
});

export const readFeed = contract({
  method: 'GET',
  path: '/api/calendar/feed/{file}',
  summary: 'The calendar for a program that subscribed; the secret in the address is the key',
  access: 'public',
  params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{16,64}\.ics$/) }),
  status: 200,
  media: ['text/calendar'],
});
