import { err, ok, type Result } from '../core/result';
import type { BodyOf, Contract, ParamsOf, ReplyOf } from './contract';
import { type ErrorReply, errorSchema } from './error';

/** Why a call gave nothing: what the server said, or `offline` when it could not be reached. `message` is then empty. */
export type Failure = ErrorReply['error'];

type Part<Name extends string, T> = unknown extends T
  ? { readonly [Key in Name]?: undefined }
  : { readonly [Key in Name]: T };
/** What a call needs: `params` and `body` exactly when the contract has them. */
export type Input<C> = Part<'params', ParamsOf<C>> & Part<'body', BodyOf<C>>;

/**
 * The address of an endpoint.
 * @param params values for the `{names}` in its path; escaped here
 */
export function pathOf(contract: Pick<Contract, 'path'>, params: unknown = {}): string {
  const values = params as Readonly<Record<string, unknown>>;
  return contract.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
}

const failed = (code: string, message = ''): Result<never, Failure> => err({ code, message });

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * Calls an endpoint of this server with the cookies of this browser. Never throws: no network, a proxy that answers
 * something else and a refusal are all values.
 * @returns the reply, checked against the contract, or what went wrong in the reader's language
 */
export async function call<C extends Contract>(contract: C, input: Input<C>): Promise<Result<ReplyOf<C>, Failure>> {
  const { params, body } = input as { params?: unknown; body?: unknown };
  let response: Response;
  try {
    response = await fetch(pathOf(contract, params), {
      method: contract.method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    return failed('offline');
  }
  try {
    const reply = await read(response);
    if (!response.ok) {
      const refusal = errorSchema.safeParse(reply);
      return refusal.success ? err(refusal.data.error) : failed('unavailable');
    }
    const parsed = contract.reply?.safeParse(reply);
    if (parsed && !parsed.success) return failed('internal');
    return ok((parsed ? parsed.data : undefined) as ReplyOf<C>);
  } catch {
    return failed('unavailable');
  }
}
