import { createHash } from 'node:crypto';
import { decodeRequest } from '../../../lib/collab/polling-protocol';
import { newId, type SessionId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import type { Admission } from '../contract';
import { Bucket, FRAME_RATE } from '../door/rate';
import type { Visitor } from '../door/reception';
import type { Link } from '../links/link';
import { PollLink, type Taken } from './poll-link';

/** How long it is remembered why a link ended, for a page that asks late (milliseconds). */
const REMEMBER_MS = 30_000;

/** Who somebody is, as far as a link needs to know. */
export type Caller = Pick<Admission['identity'], 'memberId'> & Pick<Admission, 'signInId'>;

/** A request over a link, as plain values and bytes, whichever process it came in at. */
export type PollRequest = {
  readonly sessionId: SessionId;
  /** The name of the link, as the page says it; any text. */
  readonly link: string;
  /** Of the cookies that came with it, which themselves stay in the process where they came in. */
  readonly digest: string;
  /** Whom those cookies belong to, once that was looked up. */
  readonly caller: Caller | null;
  readonly body: Uint8Array;
};

/** What to answer: an HTTP status, and the body with it. */
export type PollReply = { readonly status: number; readonly body: Uint8Array };

type Open = {
  readonly link: PollLink;
  readonly admission: Admission;
  readonly bucket: Bucket;
  /** Of the cookies with which somebody was last let in. */
  digest: string;
};
type Deps = {
  /** Names this process: the first part of the name of each of its links, up to the dot. */
  readonly name: string;
  /** Puts a mark under a name, by which other processes see that it was given out. */
  readonly mark: (name: string) => string;
  readonly clock: Clock;
  /** Takes a new link into the room of its visitor. */
  readonly serve: (link: Link, visitor: Visitor) => void;
};

const nothing = new Uint8Array();
const bare = (status: number): PollReply => ({ status, body: nothing });
/** The same for a link that never was, that ended, or that is somebody else's (checks S5). The page opens a new one. */
export const UNKNOWN: PollReply = bare(404);
/** Cookies that were not seen with this link before: they must be looked up first. No page gets to see this. */
export const UNPROVEN: PollReply = bare(421);
const STATUS: Readonly<Record<Taken, number>> = { taken: 204, later: 409, broken: 400 };

/** What a link remembers of the cookies with which it is used. */
export const digestOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64');

/** The links of this process that run over HTTP. */
export class PollLinks {
  private readonly links = new Map<string, Open>();

  constructor(private readonly deps: Deps) {}

  /** Opens a link for somebody who was let in with these cookies. @returns its name, which nobody can guess */
  open(visitor: Visitor, cookie: string): string {
    const { clock } = this.deps;
    const unmarked = `${this.deps.name}.${newId()}`;
    const name = `${unmarked}.${this.deps.mark(unmarked)}`;
    const forget = () => this.links.delete(name);
    const link = new PollLink(clock, (isAtOnce) => void (isAtOnce ? forget() : clock.after(REMEMBER_MS, forget)));
    const bucket = new Bucket(FRAME_RATE, clock.now());
    this.links.set(name, { link, admission: visitor.admission, bucket, digest: digestOf(cookie) });
    this.deps.serve(link, visitor);
    return name;
  }

  /** Whether there may be such a link, so that the body of a request for it is worth reading. */
  has(name: string): boolean {
    return this.links.has(name);
  }

  /**
   * Answers a poll or an upload. A poll is held until there is something to say. Statuses: 200 with a batch, 204 taken,
   * 400 no request of ours, 404 no such link for this person, 409 not now, 421 look up who it is, 429 too fast.
   */
  async handle(request: PollRequest): Promise<PollReply> {
    const open = this.links.get(request.link);
    if (!open || open.admission.sessionId !== request.sessionId) return UNKNOWN;
    if (!open.bucket.take(1, this.deps.clock.now())) return bare(429);
    if (!isTheirs(open, request)) return request.caller ? UNKNOWN : UNPROVEN;
    const wish = decodeRequest(request.body);
    if (wish?.kind === 'upload') {
      const taken = open.link.take(wish);
      if (taken === 'broken') open.link.breach();
      return bare(STATUS[taken]);
    }
    const batch = wish && (await open.link.poll(wish.have));
    if (batch) return { status: 200, body: batch };
    open.link.breach();
    return bare(400);
  }
}

/** Whoever has the name of a link needs the cookies too. Those may change meanwhile, so new ones are looked up. */
function isTheirs(open: Open, { digest, caller }: PollRequest): boolean {
  if (digest === open.digest) return true;
  const { identity, signInId } = open.admission;
  const isSame = caller !== null && caller.memberId === identity.memberId && caller.signInId === signInId;
  if (isSame) open.digest = digest;
  return isSame;
}
