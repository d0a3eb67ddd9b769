import type { z } from 'zod';

/** Whether a signed-in organiser, any member of the session, or nobody in particular may call an endpoint. */
export type Access = 'public' | 'organiser' | 'member';

/** What one endpoint takes and gives. Server, typed client and OpenAPI read the same object. */
export type Contract<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Who extends Access = Access,
> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `{param}` in braces, as OpenAPI writes it. */
  readonly path: string;
  readonly summary: string;
  readonly access: Who;
  readonly params?: Params;
  readonly body?: Body;
  readonly status: 200 | 201 | 204;
  readonly reply?: Reply;
  /** Media types of a reply that is a file instead of JSON. */
  readonly media?: readonly string[];
};

/** Keeps the exact types of a contract. */
export const contract = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, A extends Access>(
  parts: Contract<P, B, R, A>,
): Contract<P, B, R, A> => parts;

/** What a caller passes as body. */
export type BodyOf<C> = C extends Contract<z.ZodType, infer B, z.ZodType> ? z.input<B> : never;
/** What a caller fills in the path with. */
export type ParamsOf<C> = C extends Contract<infer P, z.ZodType, z.ZodType> ? z.input<P> : never;
/** What a caller gets. */
export type ReplyOf<C> = C extends Contract<z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
