import type { SocketClass } from './counting-socket';
import { decodeBatch, encodeRequest, LINK_HEADER, MAX_UPLOAD } from './polling-protocol';
import { MESSAGE } from './protocol';

/** What a polling socket fetches with: the page's own `fetch`, with its cookies. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request without an answer for this long is given up, and made again (milliseconds); polls are held for less. */
const PATIENCE_MS = 25_000;
/** Pause before a request that failed is made again, in milliseconds. */
const RETRY_MS = 400;
/** This many failures in a row end the socket, as a reset ends a real one: whoever uses it opens another. */
const MOST_FAILURES = 5;
/** Room that a frame needs besides itself, in bytes. */
const FRAME_WORDS = 8;

/** Close code for a link that broke. Never sent; browsers use it for that, too. */
const BROKEN = 1_006;

type Answer = { readonly status: number; readonly body: Uint8Array };

/** As many frames as fit in one upload; the rest stays. */
function takeUpload(queue: Uint8Array[]): readonly Uint8Array[] {
  let [count, size] = [0, 0];
  for (const frame of queue) {
    size += frame.length + FRAME_WORDS;
    if (count > 0 && size > MAX_UPLOAD - FRAME_WORDS) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/** What the pieces of a web socket that are used here look like. */
class PollingSocket {
  binaryType = 'arraybuffer';
  readonly OPEN = 1;
  /** 0 connecting, 1 open, 2 closing, 3 closed; as of any web socket. */
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onerror: (() => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
  private readonly url: string;
  private link = '';
  private queue: Uint8Array[] = [];
  private uploads = 0;
  /** The upload that is under way. */
  private uploading: readonly Uint8Array[] | null = null;
  private readonly stopping = new AbortController();

  constructor(
    url: string | URL,
    private readonly fetch: Fetch,
  ) {
    this.url = String(url).replace(/^ws/, 'http');
    void this.open();
  }

  send(data: Uint8Array): void {
    if (this.readyState !== 1) return;
    this.queue.push(data);
    // In a moment, so that what is sent together goes in one request.
    if (this.queue.length === 1) queueMicrotask(() => void this.upload());
  }

  close(): void {
    if (this.readyState > 1) return;
    const wasOpen = this.readyState === 1;
    this.readyState = 2;
    if (wasOpen) this.sayGoodbye();
    this.end(1_000);
  }

  private async open(): Promise<void> {
    const answer = await this.post(new Uint8Array()).catch(() => null);
    if (this.readyState !== 0) return;
    if (answer?.status !== 200) return this.end(BROKEN);
    this.link = new TextDecoder().decode(answer.body);
    this.readyState = 1;
    this.onopen?.();
    void this.poll();
  }

  private async poll(): Promise<void> {
    let have = 0;
    while (this.readyState === 1) {
      const answer = await this.insist(encodeRequest({ kind: 'poll', have }));
      const batch = answer?.status === 200 ? decodeBatch(answer.body) : null;
      if (!batch) return this.end(BROKEN);
      if (batch.number > have) for (const frame of batch.frames) this.hear(frame);
      have = Math.max(have, batch.number);
      if (batch.code !== 0) return this.end(batch.code);
    }
  }

  /** One upload at a time, so that frames arrive in order; what is sent meanwhile goes with the next one. */
  private async upload(): Promise<void> {
    while (this.readyState === 1 && !this.uploading && this.queue.length > 0) {
      this.uploads += 1;
      const frames = takeUpload(this.queue);
      this.uploading = frames;
      const answer = await this.insist(encodeRequest({ kind: 'upload', number: this.uploads, isLast: false, frames }));
      this.uploading = null;
      if (answer?.status !== 204) return this.end(BROKEN);
    }
  }

  /** So that others see at once that one left. Nothing waits for it: a link on which nothing is heard ends by itself. */
  private sayGoodbye(): void {
    // One under way is told again, under its own number, because it may not have arrived.
    const number = this.uploading ? this.uploads : this.uploads + 1;
    // Without presence: when it overtakes the next connection of this page, that would take the page out.
    const frames = (this.uploading ?? takeUpload(this.queue)).filter(([type]) => type !== MESSAGE.awareness);
    const body = encodeRequest({ kind: 'upload', number, isLast: true, frames });
    this.post(body, { isLast: true }).catch(() => undefined);
  }

  /** Makes a request until it is answered. @returns `null` when it failed too often, or when this is over */
  private async insist(body: Uint8Array<ArrayBuffer>): Promise<Answer | null> {
    for (let failures = 0; failures < MOST_FAILURES; failures += 1) {
      if (failures > 0) await new Promise((done) => setTimeout(done, RETRY_MS * failures));
      if (this.readyState !== 1) return null;
      const answer = await this.post(body).catch(() => null);
      // 409: not now. What a proxy answers in the place of the server passes, too.
      if (answer && answer.status < 500 && answer.status !== 409) return answer;
    }
    return null;
  }

  private async post(body: Uint8Array<ArrayBuffer>, { isLast = false } = {}): Promise<Answer> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const response = await this.fetch(this.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/octet-stream', ...(this.link ? { [LINK_HEADER]: this.link } : {}) },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      // The last one outlives the page, which browsers allow for small bodies only.
      keepalive: isLast && body.length < 60_000,
      signal: isLast ? patience : AbortSignal.any([patience, this.stopping.signal]),
    });
    return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
  }

  private hear(frame: Uint8Array): void {
    if (this.readyState === 1) this.onmessage?.({ data: new Uint8Array(frame).buffer });
  }

  private end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.stopping.abort();
    this.queue = [];
    // In a moment, as with sockets: who closes one is still at work.
    queueMicrotask(() => {
      if (code === BROKEN) this.onerror?.();
      this.onclose?.({ code, reason: '' });
    });
  }
}

/**
 * A class of web sockets without web sockets: HTTP requests stand in for them (see `polling-protocol`), for networks
 * that let none through. It does what its users here need of one.
 *
 * @param fetch the page's own; tests give one that names cookie and origin
 */
export function pollingSocket(fetch: Fetch): SocketClass {
  return class extends PollingSocket {
    constructor(url: string | URL) {
      super(url, fetch);
    }
  } as unknown as SocketClass;
}
