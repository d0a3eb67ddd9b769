import type { Clock } from '../sync/clock';
import { encodeFrame, type Message } from './frame';
import type { Transport } from './transport';

/** What is in no hurry waits this long for company (milliseconds). */
const GATHER_MS = 10;
/** A frame that is this large leaves at once, in bytes. */
const FULL = 256 * 1_024;

type Load = { messages: Message[]; bytes: number };
type Deps = { readonly transport: Transport; readonly clock: Clock; readonly place: string; readonly key: Uint8Array };

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

  /** Sends a frame to everybody now, also an empty one: a sign of life. */
  beat(): void {
    const load = this.loads.get(null) ?? { messages: [], bytes: 0 };
    this.leave(null, load);
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
    const { transport, place, key } = this.deps;
    if (to === null) this.count += 1;
    const hasLeft =
      transport.isUp() &&
      transport.send(to, encodeFrame({ place, number: to === null ? this.count : 0, messages }, key));
    if (hasLeft) this.sent += 1;
    else this.dropped += 1;
  }
}
