import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import type { Transport, TransportEvents } from './transport';

/** Longest wait until both connections are ready (milliseconds). */
const CONNECT_MS = 5_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** What Redis has not taken yet may grow to this many bytes; then frames are dropped, and fetched from the database by who needs them. */
const MOST_PENDING = 8 * 1_024 * 1_024;

export type RedisTransportParts = {
  /** `redis://…` or `rediss://…`; may hold a password: never in a log. */
  readonly url: string;
  /** What the channels of this installation start with. */
  readonly prefix: string;
  /** The name of this process. */
  readonly place: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

const newClient = (url: string) =>
  createClient({
    url,
    RESP: 2,
    // Nothing is kept for later: what could not be said at once is in the database.
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // A clock for each frame costs more than sending it. Our own voice that does not come back says the same.
    commandOptions: { timeout: undefined },
    // We try again ourselves, with both connections.
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  });
type Client = ReturnType<typeof newClient>;

/** Redis as a way between processes: one connection to speak, one to listen. It keeps nothing. */
class RedisTransport implements Transport {
  private publisher: Client | undefined;
  private pending = 0;
  private retryMs = FIRST_RETRY_MS;
  private isStopped = false;
  private isComplaining = false;
  private abort: ((cause: Error) => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RedisTransportParts) {}

  start: Transport['start'] = (events) => {
    this.ended = this.run(events);
  };

  isUp: Transport['isUp'] = () => this.publisher !== undefined;

  send: Transport['send'] = (place, frame) => {
    const { publisher } = this;
    if (!publisher || this.pending + frame.length > MOST_PENDING) return false;
    this.pending += frame.length;
    const taken = () => {
      this.pending -= frame.length;
    };
    publisher
      .publish(this.channelOf(place), Buffer.from(frame.buffer, frame.byteOffset, frame.length))
      .then(taken, taken);
    return true;
  };

  restart: Transport['restart'] = () => this.abort?.(new Error('nothing comes through'));

  stop: Transport['stop'] = async () => {
    this.isStopped = true;
    this.cancelRetry?.();
    // What was said last, such as goodbye, still leaves; unless nobody takes it.
    const quit = this.publisher?.close();
    await Promise.race([quit, new Promise<void>((done) => setTimeout(done, FIRST_RETRY_MS).unref())]);
    this.abort?.(new Error('stopping'));
    await this.ended;
  };

  private channelOf(place: string | null): string {
    return `${this.parts.prefix}:${place ?? 'all'}`;
  }

  private async run(events: TransportEvents): Promise<void> {
    while (!this.isStopped) {
      await this.connection(events).catch((error: unknown) => this.complain(error));
      if (this.isStopped) return;
      await this.pause();
    }
  }

  /** One life of both connections; throws when it ends. */
  private async connection(events: TransportEvents): Promise<void> {
    const clients = [newClient(this.parts.url), newClient(this.parts.url)] as const;
    const [publisher, subscriber] = clients;
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<never>((_, fail) => {
      this.abort = fail;
      for (const client of clients) client.on('error', fail).on('end', () => fail(new Error('hung up')));
      timer = setTimeout(() => fail(new Error('no answer')), CONNECT_MS);
    });
    try {
      await Promise.race([ended, this.open(publisher, subscriber, events)]);
      clearTimeout(timer);
      this.publisher = publisher;
      this.retryMs = FIRST_RETRY_MS;
      this.isComplaining = false;
      this.parts.log.info('connected to Redis');
      events.onUp();
      await ended;
    } finally {
      clearTimeout(timer);
      this.abort = undefined;
      this.publisher = undefined;
      for (const client of clients) hangUp(client);
    }
  }

  private async open(publisher: Client, subscriber: Client, events: TransportEvents): Promise<void> {
    await Promise.all([publisher.connect(), subscriber.connect()]);
    const channels = [this.channelOf(null), this.channelOf(this.parts.place)];
    await subscriber.subscribe(channels, (frame: Buffer) => events.onFrame(frame), true);
    await publisher.ping();
  }

  private complain(cause: unknown): void {
    if (this.isStopped || this.isComplaining) return;
    this.isComplaining = true;
    this.parts.log.warn(
      { err: cause },
      'Redis does not answer: edits of other servers arrive about a second later, and who is on other servers is not shown',
    );
  }

  /** Not all processes at the same moment. */
  private pause(): Promise<void> {
    const wait = this.retryMs * (0.5 + Math.random());
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
    return new Promise((done) => {
      const timer = setTimeout(done, wait);
      this.cancelRetry = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}

/** Also one that never was open. */
function hangUp(client: Client): void {
  client.removeAllListeners();
  client.on('error', () => undefined);
  try {
    client.destroy();
  } catch {
    // It was closed already.
  }
}

/** Connects to Redis, and stays connected; a start without it works as well. */
export const createRedisTransport = (parts: RedisTransportParts): Transport => new RedisTransport(parts);
