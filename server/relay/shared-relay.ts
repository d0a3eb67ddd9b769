import { createHmac, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../sync/clock';
import type { PlaceListener, Relay, RelayListener, Revocation } from '../sync/cluster/relay';
import {
  decodeLetter,
  decodePeople,
  decodePieces,
  decodeRevocation,
  emptyBody,
  encodeLetter,
  encodePeople,
  encodePieces,
  encodeRevocation,
} from './bodies';
import { Dispatch } from './dispatch';
import { decodeFrame, KIND, type Message, senderOf } from './frame';
import { Letters } from './letters';
import { Neighbours } from './neighbours';
import type { Transport } from './transport';

const TICK_MS = 1_000;
/** How often the others hear that this process lives, in milliseconds. */
const BEAT_MS = 2_000;
/** What goes to everybody comes back too, signs of life always do. When nothing did for this long, nothing comes through (milliseconds). */
const ECHO_MS = 5_000;

type Reply = (question: Uint8Array) => Promise<Uint8Array>;

export type SharedRelayParts = {
  /** Makes the way to the others for a process of that name. */
  readonly transportFor: (place: string) => Transport;
  /** Only processes with the same key understand each other. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** For tests and simulations; random when absent. */
  readonly place?: string;
};

/**
 * Tells the other processes what happens here, and the rooms here what happens there. Who missed a frame knows it from
 * the numbers, and asks.
 */
class SharedRelay implements Relay {
  readonly isShared = true;
  readonly place: string;
  private readonly transport: Transport;
  private readonly dispatch: Dispatch;
  private readonly neighbours = new Neighbours();
  private readonly letters: Letters;
  private readonly listeners = new Map<string, Set<RelayListener>>();
  private placeListener: PlaceListener | undefined;
  private reply: Reply | undefined;
  private heard = 0;
  private malformed = 0;
  private beatAt = 0;
  private echoAt = 0;
  private cancelTick = () => {};

  constructor(private readonly parts: SharedRelayParts) {
    const { clock, key } = parts;
    this.place = parts.place ?? randomBytes(9).toString('base64url');
    this.transport = parts.transportFor(this.place);
    const others = () => this.neighbours.places();
    this.dispatch = new Dispatch({ transport: this.transport, clock, place: this.place, key, others });
    this.letters = new Letters(clock);
    this.transport.start({ onFrame: (frame) => this.receive(frame), onUp: () => this.up() });
    this.cancelTick = clock.after(TICK_MS, () => this.tick());
  }

  follow: Relay['follow'] = (sessionId, listener) => {
    const all = this.listeners.get(sessionId) ?? new Set();
    this.listeners.set(sessionId, all.add(listener));
    if (listener.onPeople) this.tell(KIND.who, sessionId, emptyBody());
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.listeners.get(sessionId) === all) this.listeners.delete(sessionId);
    };
  };

  attend: Relay['attend'] = (listener) => {
    this.placeListener = listener;
  };

  announce: Relay['announce'] = (sessionId, first, pieces) =>
    this.tell(KIND.stored, sessionId, encodePieces(first, pieces), true);

  show: Relay['show'] = (sessionId, people) => this.tell(KIND.people, sessionId, encodePeople(people));

  revoke: Relay['revoke'] = (revocation: Revocation) => this.tell(KIND.revoked, '', encodeRevocation(revocation), true);

  ask: Relay['ask'] = (place, question, patienceMs) => {
    if (place === this.place) return this.answerTo(question);
    if (!this.neighbours.knows(place)) return Promise.resolve(null);
    return this.letters.ask(place, patienceMs, (number) => {
      const message = { kind: KIND.ask, topic: '', body: encodeLetter(number, question) };
      this.dispatch.push(place, message, true);
    });
  };

  answer: Relay['answer'] = (reply) => {
    this.reply = reply;
  };

  knows: Relay['knows'] = (place) => this.neighbours.knows(place);

  // Frames start with the number of a version, so no mark can be taken for the seal of one.
  mark: Relay['mark'] = (text) =>
    createHmac('sha256', this.parts.key).update(`mark ${text}`).digest('base64url').slice(0, 22);

  figures: Relay['figures'] = () => ({
    isUp: this.transport.isUp(),
    neighbours: this.neighbours.size,
    sent: this.dispatch.sent,
    heard: this.heard,
    dropped: this.dispatch.dropped,
    malformed: this.malformed,
  });

  stop: Relay['stop'] = () => {
    this.cancelTick();
    this.tell(KIND.bye, '', emptyBody());
    this.dispatch.flush();
    this.letters.abandon(null);
    return this.transport.stop();
  };

  private tell(kind: number, topic: string, body: Uint8Array, isHurried = false): void {
    this.dispatch.push(null, { kind, topic, body }, isHurried);
  }

  private up(): void {
    this.echoAt = this.parts.clock.now();
    this.neighbours.doubt();
    this.beat();
    this.placeListener?.onMissed();
  }

  private beat(): void {
    this.beatAt = this.parts.clock.now();
    this.dispatch.beat();
  }

  private tick(): void {
    const now = this.parts.clock.now();
    this.cancelTick = this.parts.clock.after(TICK_MS, () => this.tick());
    if (now - this.beatAt >= BEAT_MS) this.beat();
    if (this.transport.isUp() && now - this.echoAt > ECHO_MS) this.transport.restart();
    for (const place of this.neighbours.takeSilent(now)) this.lose(place);
    if (!this.transport.isUp()) return;
    for (const place of this.neighbours.takeUnsure()) this.askWho(place);
  }

  private askWho(place: string): void {
    this.dispatch.push(place, { kind: KIND.who, topic: '', body: emptyBody() }, true);
  }

  private lose(place: string): void {
    this.letters.abandon(place);
    this.forAll((listener) => listener.onPlaceGone?.(place));
  }

  private forAll(tell: (listener: RelayListener) => void): void {
    for (const all of this.listeners.values()) for (const listener of all) tell(listener);
  }

  private receive(bytes: Uint8Array): void {
    const { clock } = this.parts;
    if (senderOf(bytes) === this.place) {
      this.echoAt = clock.now();
      return;
    }
    const frame = decodeFrame(bytes, this.parts.key);
    if (!frame) {
      this.complain();
      return;
    }
    this.heard += 1;
    const { place, number, messages } = frame;
    const isNew = !this.neighbours.knows(place);
    const hasMissed = this.neighbours.hear(place, number, clock.now());
    // Whoever is new hears at once who is there, and need not wait for the next beat.
    if (isNew) this.beat();
    for (const message of messages) this.take(place, message);
    if (hasMissed) this.placeListener?.onMissed();
  }

  private complain(): void {
    if (this.malformed === 0) {
      this.parts.log.warn('something else speaks on the relay of this installation, or a process of another version');
    }
    this.malformed += 1;
  }

  private take(place: string, message: Message): void {
    let act: (() => void) | undefined;
    try {
      act = this.understand(place, message);
    } catch {
      this.complain();
    }
    act?.();
  }

  /** What to do about a message; nothing when it is about a session that nobody here has open. Throws when it is broken. */
  private understand(place: string, { kind, topic, body }: Message): (() => void) | undefined {
    const listeners = this.listeners.get(topic);
    const each = (tell: (listener: RelayListener) => void) => () => listeners?.forEach(tell);
    switch (kind) {
      case KIND.stored: {
        if (!listeners) return;
        const { first, pieces } = decodePieces(body);
        return each((listener) => listener.onStored?.(first, pieces));
      }
      case KIND.people:
      case KIND.allPeople: {
        if (!listeners) return;
        const people = decodePeople(body);
        return each((listener) => listener.onPeople?.(place, people, kind === KIND.allPeople));
      }
      case KIND.who:
        return () => this.tellWho(place, topic);
      case KIND.revoked: {
        const revocation = decodeRevocation(body);
        return () => this.placeListener?.onRevoked(revocation);
      }
      default:
        return this.understandLetter(place, kind, body);
    }
  }

  private understandLetter(place: string, kind: number, body: Uint8Array): (() => void) | undefined {
    switch (kind) {
      case KIND.anew:
        return () => this.forAll((listener) => listener.onPlaceGone?.(place));
      case KIND.bye:
        return () => {
          this.neighbours.forget(place);
          this.lose(place);
        };
      case KIND.ask: {
        const { number, content } = decodeLetter(body);
        return () => void this.replyTo(place, number, content);
      }
      case KIND.answer: {
        const { number, content } = decodeLetter(body);
        return () => this.letters.hear(place, number, content);
      }
      default:
        // Of a later version.
        return undefined;
    }
  }

  /** Tells a process who is here: in one session, or everywhere, and then nobody who is not mentioned. */
  private tellWho(place: string, topic: string): void {
    if (topic === '') this.dispatch.push(place, { kind: KIND.anew, topic, body: emptyBody() }, true);
    const sessions = topic === '' ? [...this.listeners.keys()] : [topic];
    for (const sessionId of sessions) {
      const people = [...(this.listeners.get(sessionId) ?? [])].flatMap((listener) => listener.whoIsHere?.() ?? []);
      if (people.length === 0) continue;
      this.dispatch.push(place, { kind: KIND.allPeople, topic: sessionId, body: encodePeople(people) }, true);
    }
  }

  private async replyTo(place: string, number: number, question: Uint8Array): Promise<void> {
    const answer = await this.answerTo(question);
    if (!answer) return;
    this.dispatch.push(place, { kind: KIND.answer, topic: '', body: encodeLetter(number, answer) }, true);
  }

  private async answerTo(question: Uint8Array): Promise<Uint8Array | null> {
    try {
      return (await this.reply?.(question)) ?? null;
    } catch (error) {
      this.parts.log.warn({ err: error }, 'a question of another process could not be answered');
      return null;
    }
  }
}

/** Connects this process to the others. */
export const createSharedRelay = (parts: SharedRelayParts): Relay => new SharedRelay(parts);
