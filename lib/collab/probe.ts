import type { SocketClass } from './counting-socket';
import { MESSAGE } from './protocol';

/** How long a web socket may take to the server's welcome (milliseconds). */
const PATIENCE_MS = 4_000;

/** A look at whether web sockets work; `cancel` ends it without an answer. */
export type Probe = { readonly cancel: () => void };

/** Opens a web socket only to see whether the server's welcome comes through, and closes it again. */
export function probeSocket(Socket: SocketClass, url: string, tell: (works: boolean) => void): Probe {
  const socket = new Socket(url);
  socket.binaryType = 'arraybuffer';
  let isOver = false;
  const end = (works?: boolean) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    socket.close();
    if (works !== undefined) tell(works);
  };
  const timer = setTimeout(() => end(false), PATIENCE_MS);
  socket.onmessage = ({ data }) => end(new Uint8Array(data as ArrayBuffer)[0] === MESSAGE.welcome);
  // Stays on: closing a socket that is still opening is reported as an error as well.
  socket.onerror = () => end(false);
  socket.onclose = () => end(false);
  return { cancel: () => end() };
}
