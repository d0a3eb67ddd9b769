import { timingSafeEqual } from 'node:crypto';
import { HOLD_MS } from '../../../lib/collab/polling-protocol';
import type { SessionId } from '../../../lib/core/ids';
import type { Relay } from '../cluster/relay';
import type { Admit } from '../contract';
import { decodePollReply, decodePollRequest, encodePollReply, encodePollRequest } from './envelope';
import { digestOf, type PollLinks, type PollReply, type PollRequest, UNKNOWN, UNPROVEN } from './poll-links';

/** An answer of another process takes at most as long as a poll is held, and this (milliseconds). */
const MARGIN_MS = 5_000;

/** A request over a link as it came in here. */
export type PollMail = Pick<PollRequest, 'sessionId' | 'link' | 'body'> & {
  /** The cookies, as they came; empty when there were none. */
  readonly cookie: string;
};

type Deps = { readonly name: string; readonly links: PollLinks; readonly relay: Relay; readonly admit: Admit };

/**
 * Brings requests to the process that has their link: a load balancer gives each to any. Cookies do not travel along,
 * only what shows that they are the ones of before.
 */
export class PollPost {
  constructor(private readonly deps: Deps) {
    const { links, relay } = deps;
    relay.answer(async (question) => encodePollReply(await links.handle(decodePollRequest(question))));
  }

  /** Whether there may be such a link, as far as can be said without asking: whoever has none must not cost anything. */
  mayHave(link: string): boolean {
    const { links, relay } = this.deps;
    if (this.isHere(link)) return links.has(link);
    const [place = '', id = '', mark = ''] = link.split('.', 3);
    const [said, right] = [Buffer.from(mark), Buffer.from(relay.mark(`${place}.${id}`))];
    return said.length === right.length && timingSafeEqual(said, right) && relay.knows(place);
  }

  /** Answers a request, like `PollLinks.handle`. Throws when it cannot be found out who asks. */
  async handle({ cookie, ...request }: PollMail): Promise<PollReply> {
    const sealed = { ...request, digest: digestOf(cookie) };
    const reply = await this.deliver({ ...sealed, caller: null });
    if (reply.status !== UNPROVEN.status) return reply;
    const caller = await this.lookUp(request.sessionId, cookie);
    return caller ? this.deliver({ ...sealed, caller }) : UNKNOWN;
  }

  private async lookUp(sessionId: SessionId, cookie: string): Promise<PollRequest['caller']> {
    const admission = await this.deps.admit({ headers: { cookie } }, sessionId);
    if (admission?.sessionId !== sessionId) return null;
    return { memberId: admission.identity.memberId, signInId: admission.signInId };
  }

  private async deliver(request: PollRequest): Promise<PollReply> {
    const { links, relay } = this.deps;
    if (this.isHere(request.link)) return links.handle(request);
    const answer = await relay.ask(placeOf(request.link), encodePollRequest(request), HOLD_MS + MARGIN_MS);
    // The process is gone, or cannot be heard: the page opens a new link, and loses nothing.
    return answer ? decodePollReply(answer) : UNKNOWN;
  }

  private isHere(link: string): boolean {
    return placeOf(link) === this.deps.name || !this.deps.relay.isShared;
  }
}

/** The process that has a link: the first part of its name. */
const placeOf = (link: string): string => link.split('.', 1)[0] ?? '';
