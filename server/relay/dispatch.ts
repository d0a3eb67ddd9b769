import type { Clock } from '../sync/clock';
import { encodeFrame, type Message } from './frame';
import type { Transport } from './transport';

/** What is in no hurry waits this long for company (milliseconds); where people are at work, edits leave sooner and take it along. */
const GATHER_MS = 50;
/**
 * So few others are addressed one by one. What goes to everybody comes back to us as well, and has to be read like anything else; from
 * here on that costs less than as many frames.
 */
const FEW = 3;
/** A frame that is this large leaves at once, in bytes. */
const FULL = 256 * 1_024;

type Load = { messages: Message[]; bytes: number };
type Deps = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly place: string;
  readonly key: Uint8Array;
  /** The other processes, as far as they are known. */
  readonly others: () => readonly string[];
};

/** Puts what goes to the same processes into shared frames: one frame costs Redis and everybody the same as one message. */
export class Dispatch {
  sent = 0;
  dropped = 0;
  /** Frames to everybody so far; also those that could not leave, so that the others notice that they missed one. */
  private count = 0;
  private readonly loads = new Map<string | null, Load>();
  private cancel: (() => void) | undefined;
  private isHurried = false;

  constructor(private readonly deps: Deps) {}

  /** Sends a message to everybody (`null`) or to one process: with the next turn of the loop, or when in no hurry, soon. */
  push(place: string | null, message: Message, isHurried: boolean): void {
    const load = this.loads.get(place) ?? { messages: [], bytes: 0 };
    this.loads.set(place, load);
    load.messages.push(message);
    load.bytes += message.body.length;
    if (load.bytes >= FULL) this.leave(place, load);
    else if (isHurried) this.hurry();
    else this.cancel ??= this.deps.clock.after(GATHER_MS, () => this.flush());
  }

  /** Sends a frame to everybody now, also an empty one: a sign of life, also for whoever is not known yet, and for ourselves. */
  beat(): void {
    const { messages } = this.loads.get(null) ?? { messages: [] };
    this.loads.delete(null);
    this.send([null], this.numbered(messages));
  }

  /** Sends everything that waits. */
  flush(): void {
    this.isHurried = false;
    this.cancel?.();
    this.cancel = undefined;
    for (const [place, load] of this.loads) this.leave(place, load);
  }

  private hurry(): void {
    if (this.isHurried) return;
    this.isHurried = true;
    this.deps.clock.soon(() => this.flush());
  }

  private leave(to: string | null, { messages }: Load): void {
    this.loads.delete(to);
    if (to === null) this.send(this.everybody(), this.numbered(messages));
    else this.send([to], this.sealed(0, messages));
  }

  /** Who is not known yet sees from the number of the next beat that something is missing, and asks. */
  private everybody(): readonly (string | null)[] {
    const others = this.deps.others();
    return others.length > 0 && others.length <= FEW ? others : [null];
  }

  private numbered(messages: readonly Message[]): Uint8Array {
    this.count += 1;
    return this.sealed(this.count, messages);
  }

  private sealed(number: number, messages: readonly Message[]): Uint8Array {
    const { place, key } = this.deps;
    return encodeFrame({ place, number, messages }, key);
  }

  private send(places: readonly (string | null)[], frame: Uint8Array): void {
    const { transport } = this.deps;
    for (const to of places) {
      if (transport.isUp() && transport.send(to, frame)) this.sent += 1;
      else this.dropped += 1;
    }
  }
}
