import { cutInParts } from './parts';
import { carriesEdits, MAX_FRAME, MESSAGE, SYNC } from './protocol';

/** A class of sockets: the browser's, or the one of the `ws` package in tests. */
export type SocketClass = typeof WebSocket;

/** Who decides about edits, and hears of those that went. */
export type EditsOut = { readonly isThrough: boolean; readonly sent: () => void };

/**
 * Sockets that tell which frames with edits went out, so that an ack of the server ("frame 7 is on disk") means something.
 *
 * They also hold back updates until the answers to the server's question (sync step 2) are through: those hold
 * everything, while a lone update could build on edits that were made offline and that the server has not got yet.
 *
 * A frame that is too large for the server goes in pieces; it counts as one.
 */
export function countingSocket(Base: SocketClass, edits: EditsOut): SocketClass {
  return class CountingSocket extends Base {
    private large = 0;

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) {
        super.send(data);
        return;
      }
      if (data[1] === SYNC.update && !edits.isThrough) return;
      if (carriesEdits(data)) edits.sent();
      for (const frame of this.sendable(data)) super.send(frame);
    }

    private sendable(frame: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
      if (frame.length <= MAX_FRAME) return [frame as Uint8Array<ArrayBuffer>];
      this.large += 1;
      return cutInParts(frame, this.large);
    }
  };
}
