import { carriesEdits, MESSAGE, SYNC } from './protocol';

/** A class of sockets: the browser's, or the one of the `ws` package in tests. */
export type SocketClass = typeof WebSocket;

/**
 * Sockets that tell which frames with edits went out, so that an ack of the server ("frame 7 is on disk") means something.
 *
 * They also hold back updates until the first answer to the server's question (sync step 2) has gone: that answer holds
 * everything, while a lone update could build on edits that were made offline and that the server has not got yet.
 */
export function countingSocket(Base: SocketClass, onEditsSent: () => void): SocketClass {
  return class CountingSocket extends Base {
    private answered = false;

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array && data[0] === MESSAGE.sync) {
        if (data[1] === SYNC.step2) this.answered = true;
        else if (data[1] === SYNC.update && !this.answered) return;
        if (carriesEdits(data)) onEditsSent();
      }
      super.send(data);
    }
  };
}
