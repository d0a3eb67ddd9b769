import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock';
import type { Budget } from '../links/budget';

/** How long a body may take to arrive (milliseconds). */
const SLOW_MS = 10_000;

type Limits = { readonly most: number; readonly budget: Budget; readonly clock: Clock };

/** The status to refuse a body with. */
export type BodyRefusal = 400 | 408 | 411 | 413 | 503;

/**
 * Reads the body of a request.
 * @returns its bytes, or why not: broken off, too slow, without a length, too large, too much at once
 */
export async function readBody(
  request: IncomingMessage,
  { most, budget, clock }: Limits,
): Promise<Uint8Array | BodyRefusal> {
  const length = request.headers['content-length'];
  // Every browser says it, and without it a body that is too large would be noticed too late.
  if (length === undefined || request.headers['transfer-encoding'] !== undefined) return 411;
  if (!(Number(length) <= most)) return 413;
  const giveBack: (() => void)[] = [];
  let refusal: BodyRefusal = 400;
  const cancel = clock.after(SLOW_MS, () => {
    refusal = 408;
    request.destroy();
  });
  try {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) {
      // What came in, not what was announced: otherwise a few words would set a lot aside.
      const free = budget.take(part.length);
      if (!free) return 503;
      giveBack.push(free);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return refusal;
  } finally {
    cancel();
    for (const free of giveBack) free();
  }
}
