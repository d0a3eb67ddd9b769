import type { z } from 'zod';
import type { Env } from '../env';
import { CLIENT_HEADER, ORIGIN_HEADER } from './client-address';
import { refuseWith } from './failure';
import { MAX_BODY } from './guard';

/** The origin under which the visitor sees us, as the first handler wrote it down. */
export const originOf = (request: Request, env: Pick<Env, 'publicUrl'>): string =>
  env.publicUrl ?? request.headers.get(ORIGIN_HEADER) ?? new URL(request.url).origin;

/** Who asks, for counting: an address. */
export const clientOf = (request: Request): string => request.headers.get(CLIENT_HEADER) ?? 'unknown';

/**
 * Refuses what another website makes a browser send (checks S23). Browsers name the origin of every request that changes something;
 * a program that is no browser may leave it out, and has no cookies that somebody else could use.
 */
export function refuseForeignOrigin(request: Request, origin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const named = request.headers.get('origin');
  if (named !== null && named !== origin) refuseWith('badOrigin');
  const site = request.headers.get('sec-fetch-site');
  if (named === null && site !== null && site !== 'same-origin' && site !== 'none') refuseWith('badOrigin');
}

/** Counts bytes while reading, because a length may be missing or a lie. */
async function readAtMost(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) refuseWith('tooLarge');
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      refuseWith('tooLarge');
    }
    text += decode(decoder, piece.value);
  }
  return text + decode(decoder);
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    return refuseWith('badJson');
  }
}

/** Reads a JSON body and checks it; unknown keys are refused by the strict schemas of the contracts (checks S13). */
export async function readBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') refuseWith('unsupportedType');
  const text = await readAtMost(request, MAX_BODY);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuseWith('badJson');
  }
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? parsed.data : refuseWith({ code: 'invalid', issues: parsed.error.issues });
}
