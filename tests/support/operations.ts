import type { Contract } from '@/lib/api/contract';
import { contracts } from '@/lib/api/registry';
import type { InvitationId, MemberId, SessionId } from '@/lib/core/ids';

/** What the operations on one session are aimed at. */
export type Target = {
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  readonly invitationId: InvitationId;
};

/** A right request for every endpoint that is for members; a test notices when one is missing here. */
export const memberOperations: Readonly<Record<string, (target: Target) => { params: object; body?: object }>> = {
  getSession: ({ sessionId }) => ({ params: { sessionId } }),
  changeSession: ({ sessionId }) => ({ params: { sessionId }, body: { title: 'Anders' } }),
  deleteSession: ({ sessionId }) => ({ params: { sessionId } }),
  removeMember: ({ sessionId, memberId }) => ({ params: { sessionId, memberId } }),
  createInvitation: ({ sessionId }) => ({ params: { sessionId }, body: { role: 'writer' } }),
  listInvitations: ({ sessionId }) => ({ params: { sessionId } }),
  revokeInvitation: ({ sessionId, invitationId }) => ({ params: { sessionId, invitationId } }),
  getJourney: ({ sessionId }) => ({ params: { sessionId } }),
  getRecovery: ({ sessionId }) => ({ params: { sessionId } }),
  restoreJourney: ({ sessionId }) => ({ params: { sessionId }, body: { point: 1 } }),
  dismissLoss: ({ sessionId }) => ({ params: { sessionId } }),
  getCalendar: ({ sessionId }) => ({ params: { sessionId } }),
  exportCalendar: ({ sessionId }) => ({ params: { sessionId, format: 'csv' } }),
  createFeed: ({ sessionId }) => ({ params: { sessionId } }),
  revokeFeed: ({ sessionId }) => ({ params: { sessionId } }),
};

/** The contract of that name, without its exact types: these tests treat all alike. */
export function contractOf(name: string): Contract {
  const found = Object.entries(contracts).find(([key]) => key === name)?.[1];
  if (!found) throw new Error(`no contract called ${name}`);
  return found;
}

/** Names of the endpoints with that access. */
export const namesWith = (access: Contract['access']): readonly string[] =>
  Object.entries(contracts)
    .filter(([, contract]) => contract.access === access)
    .map(([name]) => name);
