import type { Role } from './roles';

/**
 * Whoever makes a request inside a session: the role decides, except for what belongs to the owner's account.
 * This file is the only place that says who may do what; buttons, routes and the socket all ask here.
 */
export type Actor = { readonly role: Role; readonly isOwner: boolean };

const has = (actor: Actor, ...roles: readonly Role[]): boolean => roles.includes(actor.role);

/** Everyone who was let in may look. */
export const mayViewSession = (_actor: Actor): boolean => true;

/** Everyone but the observer works on the journey: in a small team, trust beats locks. */
export const mayEditJourney = (actor: Actor): boolean => !has(actor, 'observer');

/** Agreeing to a message ("akkoord") is for those who answer for the campaign. */
export const mayApprove = (actor: Actor): boolean => has(actor, 'facilitator', 'projectLead');

/** Taking the calendar home is for everyone who worked on it; an observer watches, and takes nothing along. */
export const mayExport = (actor: Actor): boolean => !has(actor, 'observer');

/** Invitations let new people in, so only the journey lead makes, sees or revokes them. */
export const mayInvite = (actor: Actor): boolean => has(actor, 'facilitator');

/** Taking someone out of the session. */
export const mayRemoveMember = (actor: Actor): boolean => has(actor, 'facilitator');

/** Title, campaign message, date, archive: the journey lead's. */
export const mayChangeSession = (actor: Actor): boolean => has(actor, 'facilitator');

/** A damaged journey goes back to an earlier moment by who answers for it: edits may be lost. */
export const mayRestoreJourney = (actor: Actor): boolean => actor.isOwner || has(actor, 'facilitator');

/** That edits are missing is told to everybody, until who answers for the journey has seen it. */
export const mayDismissLoss = (actor: Actor): boolean => actor.isOwner || has(actor, 'facilitator');

/** Deleting is for ever, so it takes the account that owns the session. */
export const mayDeleteSession = (actor: Actor): boolean => actor.isOwner;
